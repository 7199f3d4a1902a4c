package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.policy.Refusal;
import java.util.Optional;

/**
 * The refusal of a remote registry, as received over HTTP.
 *
 * @param reason the reason that corresponds to the response
 * @param status the status of the response
 * @param message the field {@code message}
 * @param documentationUrl the field {@code documentation_url}; empty text if it was absent
 * @param singleSignOn the header {@code X-GitHub-SSO} with the address where the token can be authorized; empty if it was
 *     absent
 */
public record UpstreamResponse(
        Refusal.Reason reason, int status, String message, String documentationUrl, Optional<String> singleSignOn)
        implements Refusal.UpstreamRefusal {

    /** Checks that nothing is null. */
    public UpstreamResponse {
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
        requireNonNull(documentationUrl, "documentationUrl");
        requireNonNull(singleSignOn, "singleSignOn");
    }

    /** A response without the header {@code X-GitHub-SSO}. */
    public UpstreamResponse(Refusal.Reason reason, int status, String message, String documentationUrl) {
        this(reason, status, message, documentationUrl, Optional.empty());
    }

    @Override
    public String explanation() {
        return message;
    }
}
