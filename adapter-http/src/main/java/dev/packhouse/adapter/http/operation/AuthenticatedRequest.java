package dev.packhouse.adapter.http.operation;

import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import java.util.Optional;

/**
 * A request that came through everything that is asked of all requests.
 *
 * @param credential what the caller showed
 * @param caller who they turned out to be
 * @param base what URLs in the answer start with
 * @param query the query
 * @param version the version of the API
 * @param rateLimit what the caller has left, if this server counts
 */
public record AuthenticatedRequest(
        Credential credential,
        Principal caller,
        PublicUrl base,
        Query query,
        ApiVersion version,
        Optional<RateLimit> rateLimit) {}
