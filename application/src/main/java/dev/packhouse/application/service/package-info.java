/**
 * The implementations of the use cases: they read facts, call the policies, and write. Only the composition root refers
 * to this package.
 */
package dev.packhouse.application.service;
