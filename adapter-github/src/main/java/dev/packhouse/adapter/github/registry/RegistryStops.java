package dev.packhouse.adapter.github.registry;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.response.RawResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/** Until when the registry receives no requests of a caller, because it limits them. Safe for many threads. */
final class RegistryStops {

    /** The longest {@code Retry-After} that is trusted. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final InstantSource clock;
    private final Cache<String, Instant> stops = CacheBuilder.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(LONGEST)
            .build();

    RegistryStops(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns how long the stop of a caller lasts from now on; zero if there is none. */
    Duration remaining(Caller caller) {
        Instant until = stops.getIfPresent(caller.key());
        Instant now = clock.instant();
        return until != null && until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** Stops the requests of a caller if a response says for how long. Returns whether it does. */
    boolean stop(Caller caller, RawResponse response) {
        OptionalLong retryAfter = response.number("retry-after");
        boolean limited = retryAfter.isPresent() && (response.status() == 429 || response.status() == 503);
        if (limited) {
            long seconds = Math.min(Math.max(1, retryAfter.getAsLong()), LONGEST.toSeconds());
            Instant until = clock.instant().plusSeconds(seconds);
            stops.asMap().merge(caller.key(), until, (one, other) -> one.isAfter(other) ? one : other);
        }
        return limited;
    }
}
