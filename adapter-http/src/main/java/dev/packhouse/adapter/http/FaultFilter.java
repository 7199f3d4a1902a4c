package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.fault.Fault;
import dev.packhouse.adapter.http.fault.Faults;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.model.RateLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the fault that a test has provoked for a request. Delays the request, and responds to it if the fault ends it. The other
 * faults are for those who perform the request and send its response. Comes after the authentication, as GitHub's own limits.
 */
final class FaultFilter implements Filter {

    private static final Duration UNTIL_RESET = Duration.ofMinutes(1);

    /** GitHub's limit of a user in an hour. */
    private static final int LIMIT = 5_000;

    private static final String BAD_GATEWAY =
            "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n<h1>502 Bad Gateway</h1>\n</body>\n</html>\n";

    private final Faults faults;
    private final InstantSource clock;

    FaultFilter(Faults faults, InstantSource clock) {
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public Optional<ServerResponse> apply(RequestContext context) {
        context.setFault(
                faults.next(context.request().getMethod(), context.request().getRequestURI()));
        if (context.fault().isEmpty()) {
            return Optional.empty();
        }
        Faults.Match match = context.fault().get();
        await(match.rule().delay());
        return response(context, match.rule().fault());
    }

    private static void await(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            // The server ends.
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ServerResponse> response(RequestContext context, Fault fault) {
        if (fault instanceof Fault.Failure failure) {
            return Optional.of(of(failure.status()));
        }
        if (fault instanceof Fault.Limited limited) {
            return Optional.of(of(context, limited));
        }
        // A request that is dropped before it is performed needs any response that ends it: none is sent.
        return fault instanceof Fault.Drop drop && !drop.performed()
                ? Optional.of(ServerResponse.noContent())
                : Optional.empty();
    }

    private static ServerResponse of(int status) {
        return switch (status) {
            case 401 -> ServerResponse.error(401, "Bad credentials", ServerResponse.DOCUMENTATION);
            case 404 -> ServerResponse.notFound();
            case 502 -> ServerResponse.of(502, new ServerResponse.Html(BAD_GATEWAY));
            case 503 -> ServerResponse.error(503, "Service Unavailable", ServerResponse.DOCUMENTATION);
            default -> FailureResponses.serverError();
        };
    }

    private ServerResponse of(RequestContext context, Fault.Limited limited) {
        if (limited.limit() == Fault.Limit.SECONDARY) {
            return RateLimitFilter.exceededSecondary(
                    limited.status(),
                    limited.retryAfter()
                            .map(wait -> OptionalLong.of(Math.max(1, wait.toSeconds())))
                            .orElseGet(OptionalLong::empty));
        }
        Duration untilReset = limited.retryAfter().orElse(UNTIL_RESET);
        context.setRateLimit(new RateLimit(LIMIT, 0, LIMIT, clock.instant().plus(untilReset)));
        ServerResponse exceeded = RateLimitFilter.exceededBy(context.caller());
        return ServerResponse.of(limited.status(), exceeded.content());
    }
}
