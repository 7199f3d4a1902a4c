/**
 * The rules of GitHub Packages as values and functions: the owner of a package, the permissions of callers, and the
 * conditions for deletion and restore.
 *
 * <p>This package and its subpackages do not read a clock, open a file or start a thread. Every type is immutable and
 * may be shared between threads. Absence is {@link java.util.Optional}; no parameter and no result is ever null.
 */
package dev.packhouse.domain;
