/** Removes in small transactions what is too old: deleted packages and versions, and entries of the audit trail. */
package dev.packhouse.adapter.persistence.sql.maintenance;
