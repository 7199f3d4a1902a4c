/** The backend {@code sqlite}: one file, its lock, one writer with group commit, readers, and migrations. */
package dev.packhouse.adapter.persistence.sqlite;
