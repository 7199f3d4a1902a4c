/** Implements the sessions of the application: one session is one caller in one transaction. */
package dev.packhouse.adapter.persistence.sql.session;
