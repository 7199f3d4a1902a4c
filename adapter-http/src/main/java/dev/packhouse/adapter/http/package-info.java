/**
 * The server: receives HTTP requests of GitHub's REST API, checks them, and writes the responses that GitHub writes.
 */
package dev.packhouse.adapter.http;
