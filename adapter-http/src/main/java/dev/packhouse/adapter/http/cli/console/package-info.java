/**
 * What every command has: its streams, its terminal, its environment variables, and the errors that it reports. Uses
 * neither a backend nor a server.
 */
package dev.packhouse.adapter.http.cli.console;
