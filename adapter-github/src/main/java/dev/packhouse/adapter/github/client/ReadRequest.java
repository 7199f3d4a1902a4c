package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;

/**
 * A GET.
 *
 * @param path the path below the API's address, with the query
 * @param subject the kind of resource, which selects the reason of a 404
 * @param freshness whether it may use the cache
 */
record ReadRequest(Caller caller, String path, Subject subject, Freshness freshness) {}
