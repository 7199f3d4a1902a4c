package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The response of a remote registry to a read that was passed on to it, as received over HTTP. A refusal is an {@link
 * UpstreamResponse} instead.
 *
 * @param status 200, 204 or 302
 * @param body the JSON of a 200; empty with another status
 * @param links the headers {@code Link}
 * @param location the header {@code Location} of a 302, an address of the API of the registry; empty with another status
 * @param singleSignOn the header {@code X-GitHub-SSO} of a list that omits entries; empty if it omits none
 */
public record ForwardedResponse(
        int status,
        Optional<String> body,
        List<String> links,
        Optional<String> location,
        Optional<String> singleSignOn) {

    /** Copies the links. */
    public ForwardedResponse {
        requireNonNull(body, "body");
        links = List.copyOf(links);
        requireNonNull(location, "location");
        requireNonNull(singleSignOn, "singleSignOn");
    }
}
