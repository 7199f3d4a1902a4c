/** Packages and their versions, active or deleted, and the tombstones that bring deleted ones back. */
package dev.packhouse.domain.lifecycle;
