/** Packages and their versions, active or deleted, and the tombstones from which deleted ones are restored. */
package dev.packhouse.domain.lifecycle;
