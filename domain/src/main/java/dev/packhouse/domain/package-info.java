/**
 * The rules of GitHub Packages as values and functions: who owns a package, who may do what to it, when it may be
 * deleted, and when and how it comes back.
 *
 * <p>Nothing here reads a clock, opens a file or starts a thread. Every type is immutable and may be shared between
 * threads. Absence is {@link java.util.Optional}; no parameter and no result is ever null.
 */
package dev.packhouse.domain;
