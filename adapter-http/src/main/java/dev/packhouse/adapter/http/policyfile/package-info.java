/**
 * The policy file: what a cleanup keeps and deletes, as YAML or JSON.
 *
 * <p>{@code PolicyFile} is the entry point. {@code PolicyReader} reads the file, {@code RuleReader} its rules, {@code
 * CriteriaReader} and {@code CountingReader} the parts of a rule, and {@code ListReader} the lists beside the file. {@code
 * PolicyWriter} writes what was understood. {@code PolicyCheck} finds what is valid and probably a mistake.
 */
package dev.packhouse.adapter.http.policyfile;
