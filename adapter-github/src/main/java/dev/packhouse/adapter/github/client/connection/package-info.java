/** Connections to GitHub's REST API: the proxy and the trusted certificates. */
package dev.packhouse.adapter.github.client.connection;
