/**
 * The commands {@code package} and {@code version}: what they ask, change and print. They work on a {@link
 * dev.packhouse.adapter.http.cli.packages.PackageTarget}, which the composition root opens.
 */
package dev.packhouse.adapter.http.cli.packages;
