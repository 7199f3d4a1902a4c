/**
 * The SQL and the row mappers of accounts, packages, versions, tokens and the audit trail, without error codes and
 * settings of SQLite. Outside of the SQL standard, it uses {@code json_each} in one query, {@code returning} in one
 * change, {@code limit} and {@code offset}.
 */
package dev.packhouse.adapter.persistence.sql;
