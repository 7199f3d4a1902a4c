package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.GitHubClient.Failure;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The failure of the last request, for health reports. Safe for many threads. */
final class LastFailure {

    private static final Logger LOG = LoggerFactory.getLogger(GitHubClient.class);

    private final InstantSource clock;
    private volatile Optional<Failure> failure = Optional.empty();

    LastFailure(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Records a failure. Only the log gets the address of the request; the health report gets only the cause.
     *
     * @param why the request and the cause
     */
    void record(String why, IOException cause) {
        LOG.warn("GitHub request failed: {}", why, cause);
        failure = Optional.of(new Failure(cause.getMessage(), clock.instant()));
    }

    /** Clears the failure, since GitHub has responded. */
    void clear() {
        failure = Optional.empty();
    }

    Optional<Failure> get() {
        return failure;
    }
}
