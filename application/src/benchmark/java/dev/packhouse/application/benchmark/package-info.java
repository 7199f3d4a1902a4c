/** The data for benchmarks, generated through the interface of backends. */
package dev.packhouse.application.benchmark;
