/**
 * The connections of clients: their limits and timeouts, and their isolation, so that slow clients do not block others.
 */
package dev.packhouse.adapter.http.connection;
