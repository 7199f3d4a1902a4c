package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;

/**
 * A GET.
 *
 * @param path the path below the API's address, with the query
 * @param subject the kind of resource, which selects the reason of a 404
 * @param freshness whether it may use the cache
 * @param form what its response is read as
 */
record ReadRequest(Caller caller, String path, Subject subject, Freshness freshness, Form form) {

    /** What a response is read as. */
    enum Form {
        /** Entries. */
        ENTRIES,
        /** A whole, which is passed on: also a 204, and a 302, which is not followed. */
        WHOLE
    }

    /** A request for entries. */
    ReadRequest(Caller caller, String path, Subject subject, Freshness freshness) {
        this(caller, path, subject, freshness, Form.ENTRIES);
    }
}
