/** What the launcher caches, so that Java starts faster. */
package dev.packhouse.adapter.http.cli.startup;
