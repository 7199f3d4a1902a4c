/** Deletes and restores on GitHub, each with one of three endings: done, refused, or unknown. */
package dev.packhouse.adapter.github.change;
