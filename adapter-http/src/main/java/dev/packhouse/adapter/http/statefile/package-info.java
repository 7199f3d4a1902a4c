/**
 * The state file: accounts, repositories, permissions, packages and tokens as YAML or JSON. Reading takes one pass and
 * reports each problem with its line number. A written file can be read again, with the same result.
 */
package dev.packhouse.adapter.http.statefile;
