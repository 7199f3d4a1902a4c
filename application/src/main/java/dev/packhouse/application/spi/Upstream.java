package dev.packhouse.application.spi;

import dev.packhouse.application.model.ForwardedResponse;

/** A remote registry that answers reads beside those of packages by itself, on behalf of the caller of a session. */
public interface Upstream {

    /**
     * Reads a resource with the caller's own token.
     *
     * @param resource the path of the resource below the address of the API, with its query, such as {@code
     *     /orgs/octo-org/members?page=2}. It is percent-encoded
     * @throws RefusedException if the registry refuses, also with 404
     * @throws dev.packhouse.application.model.BackendException if the registry fails
     */
    ForwardedResponse get(String resource);
}
