/**
 * The conventions of GitHub's REST API for all operations: tokens, API versions, URLs, links, rate limits, responses.
 */
package dev.packhouse.adapter.http.protocol;
