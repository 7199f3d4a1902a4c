/** Faults that tests of clients provoke: which requests they are for, and what goes wrong. */
package dev.packhouse.adapter.http.fault;
