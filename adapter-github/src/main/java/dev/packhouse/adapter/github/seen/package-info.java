/** What GitHub has shown of packages and versions within the last minute, so that a change needs no look-up. */
package dev.packhouse.adapter.github.seen;
