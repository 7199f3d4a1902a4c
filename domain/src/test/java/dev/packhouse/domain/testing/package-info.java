/** Mothers: valid values for tests, each named after the one property that matters. Shared with the other modules. */
package dev.packhouse.domain.testing;
