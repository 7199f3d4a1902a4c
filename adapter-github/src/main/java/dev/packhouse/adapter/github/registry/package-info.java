/** The manifests of container versions, read from GitHub's container registry, and their cache. */
package dev.packhouse.adapter.github.registry;
