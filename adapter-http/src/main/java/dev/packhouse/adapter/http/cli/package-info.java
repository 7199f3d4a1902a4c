/**
 * The command line, and the composition root {@code Wiring}. It finds a backend by name, and uses it only through the
 * interfaces of {@link dev.packhouse.application.spi}.
 */
package dev.packhouse.adapter.http.cli;
