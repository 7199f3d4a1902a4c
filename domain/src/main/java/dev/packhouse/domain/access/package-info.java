/** Callers, their tokens, and their affiliation with an owner and a package. */
package dev.packhouse.domain.access;
