package dev.packhouse.adapter.http.operation;

import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.RateLimit;
import java.util.Optional;

/**
 * A request that has passed the checks for all requests.
 *
 * @param caller the caller
 * @param base the prefix of the URLs in the response
 * @param query the query
 * @param version the version of the API
 * @param rateLimit the rate limit of the caller; empty if there is none
 */
public record AuthenticatedRequest(
        AuthenticatedCaller caller, PublicUrl base, Query query, ApiVersion version, Optional<RateLimit> rateLimit) {}
