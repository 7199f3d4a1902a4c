/** Benchmarks of the packaged jar in a process of its own. */
package dev.packhouse.adapter.http.benchmark;
