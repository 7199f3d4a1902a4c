/** The command {@code cleanup}. */
package dev.packhouse.adapter.http.cli.cleanup;
