/**
 * Test support for all modules: the contract of a backend, a reference backend in memory, and generated states for
 * both.
 */
package dev.packhouse.application.testing;
