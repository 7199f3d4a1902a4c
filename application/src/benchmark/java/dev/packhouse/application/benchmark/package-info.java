/** The data that benchmarks run on, generated through the backend port. */
package dev.packhouse.application.benchmark;
