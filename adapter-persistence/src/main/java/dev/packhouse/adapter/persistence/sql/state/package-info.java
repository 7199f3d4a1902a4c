/** Loads, publishes and exports the state of a database. */
package dev.packhouse.adapter.persistence.sql.state;
