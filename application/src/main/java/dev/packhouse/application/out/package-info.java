/**
 * What the application needs: a {@link Backend} that keeps packages, found by name through
 * a {@link BackendProvider}.
 *
 * <p>What every backend must do is stated by the test suite {@code BackendContract} in this module's test jar.
 */
package dev.packhouse.application.out;
