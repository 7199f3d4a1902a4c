package dev.packhouse.adapter.github.registry;

import com.google.common.base.Throwables;
import com.google.common.collect.Iterables;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.RetryDelay;
import dev.packhouse.adapter.github.client.Sleeper;
import dev.packhouse.adapter.github.registry.NotReadException.Effect;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.naming.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads manifests of one repository for one call. The threads of the registry only send requests; the thread of the call waits for
 * limits and retries. Used by one thread, once.
 *
 * <p>The first manifest is read alone, so that the others find the token of the repository.
 */
final class RepositoryRead {

    /** How many manifests are handed to the threads at once: a bound for the wait of other calls. */
    private static final int PART = 100;

    /** After so many failures in a row, the registry is taken to be down. */
    private static final int FAILURES = 20;

    private final Tools tools;
    private final Caller caller;
    private final String repository;
    private final Map<Digest, ManifestFacts> facts = new HashMap<>();

    /** Why nothing more is read; null as long as something is. */
    private final AtomicReference<String> stopped = new AtomicReference<>();

    private final AtomicInteger failures = new AtomicInteger();

    /** How much longer the call may wait for limits. */
    private Duration patience;

    /**
     * What all calls share.
     *
     * @param attempts how often a manifest is requested at most, apart from limits
     */
    record Tools(
            ManifestRequests requests,
            RegistryStops stops,
            ExecutorService threads,
            RetryDelay retryDelay,
            Sleeper sleeper,
            int attempts) {}

    /**
     * Creates a call.
     *
     * @param repository the path of the repository
     * @param patience how long it may wait for limits, in total
     */
    RepositoryRead(Tools tools, Caller caller, String repository, Duration patience) {
        this.tools = tools;
        this.caller = caller;
        this.repository = repository;
        this.patience = patience;
    }

    /**
     * The result of one request.
     *
     * @param facts what is known after it
     * @param effect what follows, if the manifest was not read
     */
    private record Attempt(Digest digest, ManifestFacts facts, Optional<Effect> effect) {

        boolean has(Effect expected) {
            return effect.equals(Optional.of(expected));
        }
    }

    /** Returns what the registry says of these manifests. */
    Map<Digest, ManifestFacts> read(Set<Digest> digests) {
        readPart(digests.stream().limit(1).toList());
        Iterables.partition(Iterables.skip(digests, 1), PART).forEach(this::readPart);
        return facts;
    }

    private void readPart(List<Digest> part) {
        List<Digest> left = part;
        for (int number = 1; !left.isEmpty(); ) {
            awaitStop();
            String reason = stopped.get();
            if (reason != null) {
                left.forEach(digest -> facts.put(digest, new ManifestFacts.Unknown(reason)));
                return;
            }
            List<Attempt> made = attempt(left);
            made.forEach(attempt -> facts.put(attempt.digest(), attempt.facts()));
            boolean last = number == tools.attempts();
            left = made.stream()
                    .filter(attempt -> attempt.has(Effect.WAIT) || (attempt.has(Effect.RETRY) && !last))
                    .map(Attempt::digest)
                    .toList();
            if (!last && stopped.get() == null && made.stream().anyMatch(attempt -> attempt.has(Effect.RETRY))) {
                tools.retryDelay().await(number++, "the registry failed");
            }
        }
    }

    /** Waits while the registry limits the requests of the caller. Stops the call if that takes too long. */
    private void awaitStop() {
        Duration wait = tools.stops().remaining(caller);
        if (wait.isZero()) {
            return;
        }
        if (wait.compareTo(patience) > 0) {
            stopped.compareAndSet(
                    null,
                    "the registry limits requests for another %d seconds"
                            .formatted(wait.plusMillis(999).toSeconds()));
            return;
        }
        patience = patience.minus(wait);
        try {
            tools.sleeper().sleep(wait);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private List<Attempt> attempt(List<Digest> digests) {
        List<Callable<Attempt>> tasks = new ArrayList<>();
        digests.forEach(digest -> tasks.add(() -> attempt(digest)));
        List<Attempt> made = new ArrayList<>();
        try {
            for (Future<Attempt> future : tools.threads().invokeAll(tasks)) {
                made.add(future.get());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            Throwables.throwIfUnchecked(e.getCause());
            throw new IllegalStateException(e.getCause());
        }
        return made;
    }

    private static UnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new UnavailableException("Interrupted while reading manifests", e);
    }

    /** Runs in a thread of the registry. */
    private Attempt attempt(Digest digest) {
        String reason = stopped.get();
        if (reason != null) {
            return new Attempt(digest, new ManifestFacts.Unknown(reason), Optional.of(Effect.GIVE_UP));
        }
        try {
            Manifest manifest = tools.requests().read(caller, repository, digest);
            failures.set(0);
            return new Attempt(digest, new ManifestFacts.Known(manifest), Optional.empty());
        } catch (NotReadException e) {
            count(e);
            return new Attempt(digest, new ManifestFacts.Unknown(e.getMessage()), Optional.of(e.effect()));
        }
    }

    private void count(NotReadException failure) {
        switch (failure.effect()) {
            case WAIT -> {}
            case GIVE_UP -> failures.set(0);
            case GIVE_UP_REPOSITORY -> stopped.compareAndSet(null, failure.getMessage());
            case RETRY -> {
                if (failures.incrementAndGet() >= FAILURES) {
                    stopped.compareAndSet(null, failure.getMessage());
                }
            }
        }
    }
}
