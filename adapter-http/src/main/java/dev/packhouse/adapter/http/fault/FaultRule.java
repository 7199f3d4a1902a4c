package dev.packhouse.adapter.http.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A fault, and the requests that meet it. For example, the response to the second deletion of a version is lost:
 *
 * <pre>{@code FaultRule.on("DELETE", "/orgs/{org}/packages/{type}/{name}/versions/*").nth(2).dropAfter()}</pre>
 *
 * @param method the method of the requests; empty for all methods
 * @param path the paths of the requests
 * @param occurrence which of these requests meet the fault
 * @param delay how long a request waits first, in real time
 * @param fault what goes wrong then
 */
public record FaultRule(Optional<String> method, PathPattern path, Occurrence occurrence, Duration delay, Fault fault) {

    /** The longest delay. */
    public static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    /**
     * Checks the delay.
     *
     * @throws IllegalArgumentException if it is negative or longer than {@link #LONGEST_DELAY}
     */
    public FaultRule {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(occurrence, "occurrence");
        requireNonNull(fault, "fault");
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("%s is no delay from 0 to %s".formatted(delay, LONGEST_DELAY));
        }
    }

    /** A rule for all requests, without a fault so far. */
    public static FaultRule onAll() {
        return new FaultRule(Optional.empty(), PathPattern.ALL, Occurrence.ALWAYS, Duration.ZERO, Fault.NONE);
    }

    /**
     * A rule for requests with this method and path, without a fault so far.
     *
     * @param path a {@link PathPattern}
     */
    public static FaultRule on(String method, String path) {
        return new FaultRule(Optional.of(method), new PathPattern(path), Occurrence.ALWAYS, Duration.ZERO, Fault.NONE);
    }

    /** Returns this rule for the requests with these numbers only, counted from 1 among those that it is for. */
    public FaultRule nth(long... numbers) {
        return with(new Occurrence.Nth(Arrays.stream(numbers).boxed().collect(Collectors.toSet())));
    }

    /** Returns this rule for a share of its requests only, by a random number that is the same in each run. */
    public FaultRule percentage(double percentage) {
        return with(new Occurrence.Share(percentage));
    }

    private FaultRule with(Occurrence which) {
        return new FaultRule(method, path, which, delay, fault);
    }

    /** Returns this rule with a delay before the request is performed. */
    public FaultRule delay(Duration duration) {
        return new FaultRule(method, path, occurrence, duration, fault);
    }

    /** Returns this rule with this fault. */
    public FaultRule with(Fault what) {
        return new FaultRule(method, path, occurrence, delay, what);
    }

    /** Returns this rule with the response that GitHub gives with a status, see {@link Fault.Failure}. */
    public FaultRule fail(int status) {
        return with(new Fault.Failure(status));
    }

    /** Returns this rule with a primary rate limit that is used up until this time has passed. */
    public FaultRule primaryLimit(Duration untilReset) {
        return with(new Fault.Limited(403, Fault.Limit.PRIMARY, Optional.of(untilReset)));
    }

    /** Returns this rule with a secondary rate limit. */
    public FaultRule secondaryLimit(Duration retryAfter) {
        return with(new Fault.Limited(403, Fault.Limit.SECONDARY, Optional.of(retryAfter)));
    }

    /** Returns this rule with a secondary rate limit that does not say when it ends. */
    public FaultRule secondaryLimit() {
        return with(new Fault.Limited(403, Fault.Limit.SECONDARY, Optional.empty()));
    }

    /** Returns this rule with a connection that is closed before the request is performed. */
    public FaultRule dropBefore() {
        return with(new Fault.Drop(false));
    }

    /** Returns this rule with a connection that is closed after the request is performed, without the response. */
    public FaultRule dropAfter() {
        return with(new Fault.Drop(true));
    }

    /** Returns this rule with lists that show what was there some time ago, by the clock of the server. */
    public FaultRule stale(Duration lag) {
        return with(new Fault.Stale(lag));
    }

    /** Returns this rule with bodies that end after a number of bytes. */
    public FaultRule truncate(int bytes) {
        return with(new Fault.Truncate(bytes));
    }

    boolean isFor(String requestMethod, String rawPath) {
        return method.filter(wanted -> !wanted.equals(requestMethod)).isEmpty() && path.matches(rawPath);
    }
}
