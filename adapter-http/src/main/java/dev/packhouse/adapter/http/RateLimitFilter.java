package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.protocol.RateLimiter;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.User;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Limits the requests of a caller in an hour. All tokens of a user share one limit; requests without a token are
 * counted by address. Does nothing if no limit is set. Safe for many threads.
 */
final class RateLimitFilter implements Filter {

    private static final String DOCUMENTATION =
            "https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting";

    private final RateLimiter limiter;
    private final OptionalInt limit;
    private final boolean trustProxy;

    RateLimitFilter(OptionalInt limit, boolean trustProxy, InstantSource clock) {
        this.limiter = new RateLimiter(clock);
        this.limit = limit;
        this.trustProxy = trustProxy;
    }

    /** Counts the request, except a request for the rate limit itself. Returns a response if the limit is exceeded. */
    @Override
    public Optional<ServerResponse> apply(RequestContext context) {
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        if (!counts(context)) {
            context.setRateLimit(limiter.show(key(context), limit(context)));
            return Optional.empty();
        }
        RateLimit left = limiter.take(key(context), limit(context));
        context.setRateLimit(left);
        return left.used() > left.limit() ? Optional.of(exceeded(context)) : Optional.empty();
    }

    /** Undoes the count of a request with a token, because a response with status 304 does not count. */
    void refund(RequestContext context) {
        if (limit.isPresent() && context.authenticated() && counts(context)) {
            context.setRateLimit(limiter.refund(key(context), limit(context)));
        }
    }

    /** Whether the request counts. A request for the rate limit does not. */
    private static boolean counts(RequestContext context) {
        return context.match().route() != Route.StaticRoute.RATE_LIMIT;
    }

    private int limit(RequestContext context) {
        return context.authenticated() ? limit.getAsInt() : RateLimiter.ANONYMOUS;
    }

    private String key(RequestContext context) {
        if (!context.authenticated()) {
            return "address " + address(context);
        }
        Principal caller = context.caller().get();
        Optional<User> user = caller.user();
        return user.isPresent() ? "user " + user.get().id() : "installation " + caller.label();
    }

    /**
     * The client address. A trusted proxy appends the address that it saw as the last one of {@code X-Forwarded-For}.
     */
    private String address(RequestContext context) {
        String forwarded = "";
        if (trustProxy) {
            Iterator<String> lines =
                    context.request().getHeaders("X-Forwarded-For").asIterator();
            while (lines.hasNext()) {
                forwarded = lines.next();
            }
        }
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return last.isEmpty() ? context.request().getRemoteAddr() : last;
    }

    private ServerResponse exceeded(RequestContext context) {
        return context.authenticated()
                ? exceededBy(context.caller())
                : exceeded(" for " + address(context)
                        + ". (But here's the good news: Authenticated requests get a higher rate limit. Check out the"
                        + " documentation for more details.)");
    }

    /** The response to a caller who has used up the rate limit of this period. */
    static ServerResponse exceededBy(Optional<Principal> caller) {
        return exceeded(caller.map(known -> known.user()
                        .map(user -> " for user ID " + user.id() + ".")
                        .orElse(" for installation."))
                .orElse("."));
    }

    /** The only error response whose body does not repeat the status. */
    private static ServerResponse exceeded(String byWhom) {
        return ServerResponse.of(403, new ServerResponse.Value(json -> {
            json.writeStartObject();
            json.writeStringField("message", "API rate limit exceeded" + byWhom);
            json.writeStringField("documentation_url", DOCUMENTATION);
            json.writeEndObject();
        }));
    }
}
