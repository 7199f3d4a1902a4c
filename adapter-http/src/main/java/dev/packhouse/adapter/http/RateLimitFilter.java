package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.protocol.RateLimiter;
import dev.packhouse.adapter.http.protocol.SecondaryLimiter;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.domain.access.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the requests of a caller in an hour and, if the settings say so, in a minute, and refuses those over an enforced
 * limit. All tokens of a user share their limits, and so do the workflows of a repository; requests without a valid token
 * are counted by address. Safe for many threads.
 */
final class RateLimitFilter implements Filter {

    private static final String DOCUMENTATION =
            "https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting";
    private static final String SECONDARY_LIMIT =
            "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    private static final String SECONDARY_LIMIT_DOCUMENTATION =
            "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits";

    private final RateLimits limits;
    private final boolean trustProxy;
    private final InstantSource clock;
    private final RateLimiter hourly;
    private final SecondaryLimiter secondary;

    RateLimitFilter(RateLimits limits, boolean trustProxy, InstantSource clock) {
        this.limits = limits;
        this.trustProxy = trustProxy;
        this.clock = clock;
        this.hourly = new RateLimiter(clock, Duration.ofHours(1));
        this.secondary = new SecondaryLimiter(clock);
    }

    /** Counts the request, except a request for the rate limit itself. Returns a response if a limit is exceeded. */
    @Override
    public Optional<ServerResponse> apply(RequestContext context) {
        if (!counts(context)) {
            if (shown()) {
                show(hourly.show(caller(context), limit(context)), context);
            }
            return Optional.empty();
        }
        if (shown()) {
            RateLimit left = hourly.take(caller(context), limit(context), 1);
            show(left, context);
            if (limits.mode() == RateLimits.Mode.ENFORCED && left.used() > left.limit()) {
                return Optional.of(exceeded(context));
            }
        }
        return limits.secondary() ? takeSecondary(context) : Optional.empty();
    }

    /**
     * Shows the state of a limit. One that is not enforced always has a request left: clients that see none left wait for its reset,
     * and some of them send nothing until then.
     */
    private void show(RateLimit state, RequestContext context) {
        boolean wronglyUsedUp = limits.mode() == RateLimits.Mode.SHOWN && state.remaining() == 0;
        context.setRateLimit(wronglyUsedUp ? new RateLimit(state.limit(), 1, state.limit() - 1, state.reset()) : state);
    }

    private Optional<ServerResponse> takeSecondary(RequestContext context) {
        return secondary
                .take(caller(context), context.request().getMethod())
                .map(reset -> exceededSecondary(403, OptionalLong.of(secondsUntil(reset))));
    }

    /** Undoes the count of a request with a token, because a response with status 304 does not count. */
    void refund(RequestContext context) {
        if (shown() && context.authenticated() && counts(context)) {
            context.rateLimit().ifPresent(taken -> show(hourly.refund(caller(context), taken), context));
        }
    }

    /** Forgets all counts, as if the server had just started. */
    void reset() {
        hourly.reset();
        secondary.reset();
    }

    private boolean shown() {
        return limits.mode() != RateLimits.Mode.OFF;
    }

    /** Whether the request counts. A request for the rate limit does not. */
    private static boolean counts(RequestContext context) {
        return context.match().route() != Route.StaticRoute.RATE_LIMIT;
    }

    private int limit(RequestContext context) {
        return context.authenticated() ? limits.of(context.caller().get()) : RateLimits.ANONYMOUS;
    }

    /** Whose requests are counted together: the number of a user or of a repository, or an address. */
    private Object caller(RequestContext context) {
        if (!context.authenticated()) {
            return address(context);
        }
        Principal caller = context.caller().get();
        return caller instanceof Principal.ActionsToken workflow
                ? workflow.repository().id()
                : caller.user().get().id();
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

    /** Rounded up, so that the caller does not come too early. */
    private long secondsUntil(Instant reset) {
        Duration wait = Duration.between(clock.instant(), reset);
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
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

    /**
     * The response to a caller who has exceeded a secondary limit.
     *
     * @param status 403 or 429; GitHub uses both
     * @param seconds how long the caller waits before the next request; empty if the response does not say
     */
    static ServerResponse exceededSecondary(int status, OptionalLong seconds) {
        ServerResponse response = ServerResponse.error(status, SECONDARY_LIMIT, SECONDARY_LIMIT_DOCUMENTATION);
        return seconds.isPresent() ? response.with("Retry-After", Long.toString(seconds.getAsLong())) : response;
    }
}
