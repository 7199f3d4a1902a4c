/**
 * The use cases of GitHub Packages, between driving adapters, which call {@code api}, and backends, which implement
 * {@code spi}.
 */
package dev.packhouse.application;
