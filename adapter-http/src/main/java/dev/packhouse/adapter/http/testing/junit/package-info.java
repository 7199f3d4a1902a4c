/** Servers for tests with JUnit Jupiter, which is an optional dependency: the only package that needs it. */
package dev.packhouse.adapter.http.testing.junit;
