/**
 * The interfaces that a backend implements: a {@link Backend} keeps packages, and a {@link BackendProvider} provides it
 * under a name.
 *
 * <p>The test suite {@code BackendContract} in the test jar of this module specifies every backend, {@code
 * StoreContract} every {@link Store}.
 */
package dev.packhouse.application.spi;
