/** Executes deletions and restores on GitHub. Each ends in one of three ways: done, refused, or unknown. */
package dev.packhouse.adapter.github.change;
