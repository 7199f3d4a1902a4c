package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.protocol.RateLimiter;
import dev.packhouse.adapter.http.protocol.Reply;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.User;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many requests a caller may make: a user in an hour with all tokens together, an address without a token. Does
 * nothing if no limit is set. Safe for many threads.
 */
final class Allowance {

    private static final String DOCUMENTATION =
            "https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting";

    private final RateLimiter limiter;
    private final OptionalInt limit;
    private final boolean trustProxy;

    Allowance(OptionalInt limit, boolean trustProxy, InstantSource clock) {
        this.limiter = new RateLimiter(clock);
        this.limit = limit;
        this.trustProxy = trustProxy;
    }

    /** Counts the request, but for one that only asks how many there are. Answers it if it is one too many. */
    Optional<Reply> charge(Exchange exchange) {
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        if (!counts(exchange)) {
            exchange.show(limiter.show(key(exchange), limit(exchange)));
            return Optional.empty();
        }
        RateLimit left = limiter.take(key(exchange), limit(exchange));
        exchange.show(left);
        return left.used() > left.limit() ? Optional.of(exceeded(exchange)) : Optional.empty();
    }

    /** Takes the counting back: an answer that says that nothing has changed is free. */
    void refund(Exchange exchange) {
        if (limit.isPresent() && exchange.authenticated() && counts(exchange)) {
            exchange.show(limiter.giveBack(key(exchange), limit(exchange)));
        }
    }

    /** Asking how many requests are left costs none. */
    private static boolean counts(Exchange exchange) {
        return exchange.target().route() != Route.Single.RATE_LIMIT;
    }

    private int limit(Exchange exchange) {
        return exchange.authenticated() ? limit.getAsInt() : RateLimiter.ANONYMOUS;
    }

    private String key(Exchange exchange) {
        if (!exchange.authenticated()) {
            return "address " + address(exchange);
        }
        Principal caller = exchange.caller().get();
        Optional<User> user = caller.user();
        return user.isPresent() ? "user " + user.get().id() : "installation " + caller.label();
    }

    /** Behind a trusted proxy, the address that this proxy saw, which it wrote behind all others. */
    private String address(Exchange exchange) {
        String forwarded = "";
        if (trustProxy) {
            Iterator<String> lines =
                    exchange.request().getHeaders("X-Forwarded-For").asIterator();
            while (lines.hasNext()) {
                forwarded = lines.next();
            }
        }
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return last.isEmpty() ? exchange.request().getRemoteAddr() : last;
    }

    private Reply exceeded(Exchange exchange) {
        return exchange.authenticated()
                ? exceededBy(exchange.caller())
                : exceeded(" for " + address(exchange)
                        + ". (But here's the good news: Authenticated requests get a higher rate limit. Check out the"
                        + " documentation for more details.)");
    }

    /** What a caller is told who has made all requests of this period. */
    static Reply exceededBy(Optional<Principal> caller) {
        return exceeded(caller.map(known -> known.user()
                        .map(user -> " for user ID " + user.id() + ".")
                        .orElse(" for installation."))
                .orElse("."));
    }

    /** Of all errors the only one whose body does not repeat the status. */
    private static Reply exceeded(String byWhom) {
        return Reply.of(403, new Reply.Value(json -> {
            json.writeStartObject();
            json.writeStringField("message", "API rate limit exceeded" + byWhom);
            json.writeStringField("documentation_url", DOCUMENTATION);
            json.writeEndObject();
        }));
    }
}
