package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.application.model.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The limits of one user, and the requests that count against them. Not safe for many threads: {@link
 * GitHubRateLimiter} holds a lock during each call.
 *
 * <p>There are three limits: the primary limit, as the headers of GitHub's responses count it; the secondary limit of
 * points in any sixty seconds, of which changes leave some to reads; and the number of requests in flight. A response
 * that refuses a request because of a rate limit stops all requests until the time in its headers.
 *
 * <p>Source: "Rate limits for the REST API".
 */
final class UserLimits {

    /** The kind of a request, which decides how many points it costs, and which points it may spend. */
    enum RequestKind {
        READ,
        CHANGE
    }

    private static final int READ_POINTS = 1;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The first stop after a limit response without {@code Retry-After}; each further one is twice as long. */
    private static final Duration DEFAULT_STOP = Duration.ofMinutes(1);

    private static final Duration MAX_DEFAULT_STOP = Duration.ofMinutes(16);

    /**
     * The longest {@code Retry-After} that is trusted. The first request after it shows whether the limit still holds.
     */
    private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);

    /**
     * The longest period of the primary limit that is trusted; GitHub's is an hour. A later reset comes from a wrong
     * clock or a wrong server.
     */
    private static final Duration MAX_PERIOD = Duration.ofHours(2);

    /** The points of a request whose response came at this instant. GitHub counted them then or earlier. */
    private record Spent(Instant at, int points) {}

    private final ClientOptions options;
    private final Deque<Spent> window = new ArrayDeque<>();
    private int windowPoints;
    private int inFlightPoints;
    private int inFlight;
    private Instant stoppedUntil = Instant.MIN;
    private Duration defaultStop = DEFAULT_STOP;
    private Optional<RateLimit> primary = Optional.empty();

    /** The end of the period of {@link #primary}. */
    private Instant primaryEnds = Instant.MIN;

    UserLimits(ClientOptions options) {
        this.options = options;
    }

    /** What the limits decide about one more request. */
    sealed interface Admission {

        /** The request may be sent, and counts as in flight. */
        record Admitted() implements Admission {}

        /**
         * The request has to wait.
         *
         * @param instant when to try again
         */
        record WaitUntil(Instant instant) implements Admission {}

        /** The request has to wait for the response to a request in flight. */
        record AwaitResponse() implements Admission {}
    }

    /** Admits a request if the limits allow it. */
    Admission tryAdmit(RequestKind kind, Instant now) {
        int cost = cost(kind);
        int budget = kind == RequestKind.READ
                ? options.pointsPerMinute()
                : options.pointsPerMinute() - options.pointsForReads();
        expire(now);
        if (now.isBefore(stoppedUntil)) {
            return new Admission.WaitUntil(stoppedUntil);
        }
        if (windowPoints + inFlightPoints + cost > budget) {
            return window.isEmpty() ? new Admission.AwaitResponse() : new Admission.WaitUntil(freeAt(cost, budget));
        }
        if (inFlight >= options.concurrency()) {
            return new Admission.AwaitResponse();
        }
        if (inFlight >= remaining(now)) {
            return inFlight > 0 ? new Admission.AwaitResponse() : new Admission.WaitUntil(primaryEnds);
        }
        inFlightPoints += cost;
        inFlight++;
        return new Admission.Admitted();
    }

    private int cost(RequestKind kind) {
        return kind == RequestKind.READ ? READ_POINTS : options.writePoints();
    }

    private void expire(Instant now) {
        while (!window.isEmpty() && !window.peekFirst().at().plus(MINUTE).isAfter(now)) {
            windowPoints -= window.removeFirst().points();
        }
    }

    /** Returns the instant when enough spent points are a minute old. */
    private Instant freeAt(int cost, int budget) {
        int after = windowPoints + inFlightPoints;
        for (Spent spent : window) {
            after -= spent.points();
            if (after + cost <= budget) {
                return spent.at().plus(MINUTE);
            }
        }
        return window.getLast().at().plus(MINUTE);
    }

    /** Returns how many requests the primary limit allows; the maximum if no limit is known. */
    private long remaining(Instant now) {
        return primary.filter(limit -> now.isBefore(primaryEnds))
                .map(RateLimit::remaining)
                .orElse(Long.MAX_VALUE);
    }

    /** Counts a request that was sent, and its response; an empty one if it was lost. */
    void complete(RequestKind kind, Optional<RawResponse> response, Instant now) {
        release(kind);
        spend(cost(kind), now);
        response.ifPresent(received -> recordResponse(received, now));
    }

    /** Counts a request that other limits have admitted, and its response. */
    void adopt(RequestKind kind, RawResponse response, Instant now) {
        spend(cost(kind), now);
        recordResponse(response, now);
    }

    private void spend(int points, Instant now) {
        if (options.pointsPerMinute() == Integer.MAX_VALUE) {
            return; // no points are counted
        }
        window.add(new Spent(now, points));
        windowPoints += points;
    }

    /** Releases an admitted request that was not sent. */
    void release(RequestKind kind) {
        inFlight--;
        inFlightPoints -= cost(kind);
    }

    private void recordResponse(RawResponse response, Instant now) {
        recordPrimary(response, now);
        if (!RateLimitResponse.isLimit(response)) {
            if (response.status() < 500) {
                defaultStop = DEFAULT_STOP;
            }
            return;
        }
        OptionalLong retryAfter = response.number("retry-after");
        if (retryAfter.isPresent()) {
            long seconds = Math.min(Math.max(1, retryAfter.getAsLong()), MAX_RETRY_AFTER.toSeconds());
            stop(now.plusSeconds(seconds));
        } else if (remaining(now) > 0) {
            stop(now.plus(defaultStop));
            defaultStop = defaultStop.multipliedBy(2).compareTo(MAX_DEFAULT_STOP) > 0
                    ? MAX_DEFAULT_STOP
                    : defaultStop.multipliedBy(2);
        }
    }

    private void stop(Instant until) {
        stoppedUntil = until.isAfter(stoppedUntil) ? until : stoppedUntil;
    }

    /**
     * Responses can arrive out of order: within one period, the lowest count is the latest. A limit response always
     * counts.
     */
    private void recordPrimary(RawResponse response, Instant now) {
        OptionalLong limit = response.number("x-ratelimit-limit");
        OptionalLong remaining = response.number("x-ratelimit-remaining");
        OptionalLong reset = response.number("x-ratelimit-reset");
        if (limit.isEmpty() || remaining.isEmpty() || reset.isEmpty() || outOfRange(reset.getAsLong())) {
            return;
        }
        RateLimit reported = new RateLimit(
                limit.getAsLong(),
                remaining.getAsLong(),
                response.number("x-ratelimit-used").orElse(limit.getAsLong() - remaining.getAsLong()),
                Instant.ofEpochSecond(reset.getAsLong()));
        boolean newer = !now.isBefore(primaryEnds)
                || RateLimitResponse.isLimit(response)
                || reported.reset().isAfter(primary.get().reset())
                || (reported.reset().equals(primary.get().reset())
                        && reported.remaining() <= primary.get().remaining());
        if (newer) {
            primary = Optional.of(reported);
            Instant latest = now.plus(MAX_PERIOD);
            primaryEnds = reported.reset().isBefore(latest) ? reported.reset() : latest;
        }
    }

    private static boolean outOfRange(long epochSecond) {
        return epochSecond < 0 || epochSecond > Instant.MAX.getEpochSecond();
    }

    /** Returns until when a limit response stops all requests; an instant in the past if none does. */
    Instant stoppedUntil() {
        return stoppedUntil;
    }

    /** Returns the primary limit of the latest response; empty if there was none. */
    Optional<RateLimit> primary() {
        return primary;
    }

    /** Returns the primary limit if it is used up; empty otherwise. */
    Optional<RateLimit> usedUp(Instant now) {
        return remaining(now) > 0 ? Optional.empty() : primary;
    }
}
