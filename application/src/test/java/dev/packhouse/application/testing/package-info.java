/**
 * What the tests of every module lean on: the contract of a backend, a reference backend that keeps it in memory, and
 * worlds to try both in.
 */
package dev.packhouse.application.testing;
