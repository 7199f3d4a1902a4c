/**
 * The state file: accounts, repositories, permissions, packages and tokens as YAML or JSON. A written file can be read
 * again, with the same result.
 *
 * <p>Reading takes one pass over the document. {@code StateReader} walks through the lists of the file, and reads each
 * entry, or each version of a package, as a tree. {@code EntryParser} and {@code TokenFields} parse the tree, and report
 * what is wrong in the entry itself. {@code StateReader} adds the entry to the state and its {@code EntryLines} to {@code
 * StateLines}. At the end the validation of the state reports contradictions between entries by their positions, for which
 * {@code StateLines} has the line. {@code StateFileException} contains all problems.
 */
package dev.packhouse.adapter.http.statefile;
