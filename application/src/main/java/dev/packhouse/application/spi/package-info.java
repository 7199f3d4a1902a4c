/**
 * What a backend implements: a {@link Backend} that keeps packages, found by its name through a {@link BackendProvider}.
 *
 * <p>The test suite {@code BackendContract} in the test jar of this module states what every backend must do.
 */
package dev.packhouse.application.spi;
