package dev.packhouse.application.spi;

import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.domain.access.Credential;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Keeps packages, and knows who is calling.
 *
 * <p>Safe for many threads. Work is given as a function of a session, which is valid only while the function runs, in the
 * thread that runs it. A function may run in another thread than the caller's and has no effect but through its session.
 * What it throws, the caller gets.
 */
public interface Backend extends AutoCloseable {

    /**
     * Runs a unit of reading. All that it reads is from one moment, if the backend keeps its own data.
     *
     * @throws dev.packhouse.application.model.BackendException if the backend fails
     * @throws RefusedException if a remote registry refuses
     */
    <T> T read(Credential credential, Function<? super ReadSession, ? extends T> work);

    /**
     * Runs a unit of deciding and changing. If the backend keeps its own data, units of work happen one after the other,
     * each entirely or not at all, and what was changed is on disk when this returns. If the function throws, nothing is
     * changed.
     *
     * @throws dev.packhouse.application.model.OutcomeUnknownException if something may or may not have been changed
     * @throws dev.packhouse.application.model.BackendException if the backend fails; nothing is changed
     * @throws RefusedException if a remote registry refuses; nothing is changed
     */
    <T> T write(Credential credential, Function<? super WriteSession, ? extends T> work);

    /** What a remote registry last said of this caller's rate limit. */
    Optional<RateLimit> rateLimit(Credential credential);

    /**
     * What a remote registry last said of this caller's token, as far as it is remembered; empty from a backend that knows
     * the tokens itself.
     */
    default Optional<TokenHeaders> tokenHeaders(Credential credential) {
        return Optional.empty();
    }

    /**
     * A number for everything that can be read now. As long as it stays the same, so does everything that can be read;
     * whoever finds the same number before and after has read, in between, what could still be read at the second time.
     * Empty while something is being changed, and from a backend that cannot tell.
     */
    default OptionalLong dataVersion() {
        return OptionalLong.empty();
    }

    /** How the backend is. Never throws. */
    Health health();

    /** The administration of a backend that keeps its own data; empty for a remote one. */
    Optional<Store> store();

    /** Finishes the work at hand and releases everything. Further work is refused with {@link dev.packhouse.application.model.UnavailableException}. */
    @Override
    void close();
}
