/**
 * The SQL and the row mappers of accounts, packages, versions, tokens and the audit trail, without code specific to
 * SQLite.
 */
package dev.packhouse.adapter.persistence.sql;
