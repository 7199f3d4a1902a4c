/** Statements and mappers for accounts, packages, versions, tokens and the audit trail. All SQL that databases share. */
package dev.packhouse.adapter.persistence.sql;
