/**
 * The command line, and the composition root {@code Wiring}. It finds a backend by name, and uses it only through the
 * interface {@link dev.packhouse.application.spi.Backend}.
 */
package dev.packhouse.adapter.http.cli;
