package dev.packhouse.adapter.http;

import com.google.common.base.Throwables;
import dev.packhouse.adapter.http.operation.DecisionHeader;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.OutcomeUnknownException;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps an exception to a response, and logs it. The response contains no details of this server. */
final class FailureResponses {

    private static final Logger LOG = LoggerFactory.getLogger(FailureResponses.class);

    /** The {@code Retry-After} of a response when the backend fails, in seconds. */
    private static final String BACKEND_RETRY_AFTER = "5";

    private FailureResponses() {}

    /** The response to an internal error of this server. */
    static ServerResponse serverError() {
        return ServerResponse.error(500, "Server Error", ServerResponse.DOCUMENTATION);
    }

    /** The response when this server fails. */
    static ServerResponse of(RequestContext context, Exception failure) {
        LOG.error("Request {} failed", context.id(), failure);
        return serverError();
    }

    /** The response when the backend fails, or a remote registry limits the caller. */
    static ServerResponse of(RequestContext context, BackendException failure) {
        if (failure instanceof LimitedException limited) {
            return limited(context, limited);
        }
        LOG.warn("Request {} failed: {}", context.id(), inOneLine(failure));
        LOG.debug("Request {} failed", context.id(), failure);
        return failure instanceof OutcomeUnknownException
                ? unknown(context, failure.getMessage())
                : ServerResponse.error(503, "Service Unavailable", ServerResponse.DOCUMENTATION)
                        .with("Retry-After", BACKEND_RETRY_AFTER);
    }

    private static ServerResponse unknown(RequestContext context, String message) {
        ServerResponse response = ServerResponse.error(502, message, ServerResponse.DOCUMENTATION);
        return context.match().route().changes() ? DecisionHeader.unknown(response) : response;
    }

    /** The message, and the root cause if there is one. A remote registry that is down fails every request. */
    private static String inOneLine(BackendException failure) {
        Throwable root = Throwables.getRootCause(failure);
        return root == failure ? failure.getMessage() : "%s (%s)".formatted(failure.getMessage(), root);
    }

    private static ServerResponse limited(RequestContext context, LimitedException failure) {
        if (failure.usedUp().isPresent()) {
            context.setRateLimit(failure.usedUp().get());
            return RateLimitFilter.exceededBy(context.caller());
        }
        return RateLimitFilter.exceededSecondary(
                429, OptionalLong.of(Math.max(1, failure.retryAfter().toSeconds())));
    }
}
