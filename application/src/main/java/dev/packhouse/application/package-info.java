/** The use cases of GitHub Packages, between driving adapters ({@code api}) and backends ({@code spi}). */
package dev.packhouse.application;
