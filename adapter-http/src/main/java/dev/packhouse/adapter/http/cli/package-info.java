/**
 * The command line, and the one place that puts the parts together: {@code Wiring}. A backend is found by its name, and
 * is known as a {@link dev.packhouse.application.spi.Backend} only.
 */
package dev.packhouse.adapter.http.cli;
