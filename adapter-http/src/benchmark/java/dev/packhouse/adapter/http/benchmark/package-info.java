/** Measures the server from outside: the jar in a process of its own, as its users run it. */
package dev.packhouse.adapter.http.benchmark;
