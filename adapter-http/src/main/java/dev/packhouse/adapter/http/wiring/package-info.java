/** The start of a server: its backend, its data directory, its initial state, its maintenance, and its end. */
package dev.packhouse.adapter.http.wiring;
