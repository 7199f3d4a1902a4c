/** Valid values for tests, each named after its significant property. Shared with the other modules. */
package dev.packhouse.domain.testing;
