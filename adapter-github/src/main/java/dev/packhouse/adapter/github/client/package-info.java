/** The HTTP client of GitHub's REST API: rate limits, conditional requests, redirects, retries. */
package dev.packhouse.adapter.github.client;
