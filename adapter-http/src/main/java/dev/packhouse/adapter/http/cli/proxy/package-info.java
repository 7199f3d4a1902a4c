/** The proxy that the environment of a command names. */
package dev.packhouse.adapter.http.cli.proxy;
