/** Loading, publishing and exporting the state of a store. */
package dev.packhouse.adapter.persistence.sql.state;
