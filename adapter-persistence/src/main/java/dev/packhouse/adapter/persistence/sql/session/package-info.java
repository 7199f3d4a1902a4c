/** The sessions of use cases over one transaction of a database. */
package dev.packhouse.adapter.persistence.sql.session;
