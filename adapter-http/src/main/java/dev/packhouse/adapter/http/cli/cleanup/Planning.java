package dev.packhouse.adapter.http.cli.cleanup;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.CleanupPlanning;
import dev.packhouse.application.model.AuthenticatedCaller;
import java.util.Optional;

/**
 * The planning on an open backend.
 *
 * @param useCase plans
 * @param caller the caller
 * @param backend the name of the backend
 * @param url the address of its registry; empty if it keeps data of its own
 * @param registry the second address that gets the token, to read manifests; empty if none does
 * @param closing closes the backend
 */
public record Planning(
        CleanupPlanning useCase,
        AuthenticatedCaller caller,
        String backend,
        Optional<String> url,
        Optional<String> registry,
        Runnable closing)
        implements AutoCloseable {

    /** Checks that nothing is null. */
    public Planning {
        requireNonNull(useCase, "useCase");
        requireNonNull(caller, "caller");
        requireNonNull(backend, "backend");
        requireNonNull(url, "url");
        requireNonNull(registry, "registry");
        requireNonNull(closing, "closing");
    }

    @Override
    public void close() {
        closing.run();
    }

    /** Opens the backend that options name. */
    @FunctionalInterface
    public interface Opener {
        /** Opens it. */
        Planning open(PlanningChoice choice);
    }
}
