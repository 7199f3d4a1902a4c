/**
 * The SQL and the row mappers of accounts, packages, versions, tokens and the audit trail, without error codes and
 * settings of SQLite. Outside of the SQL standard, it uses {@code json_each} for lists of ids, {@code returning} in one
 * change, {@code limit} and {@code offset}.
 */
package dev.packhouse.adapter.persistence.sql;
