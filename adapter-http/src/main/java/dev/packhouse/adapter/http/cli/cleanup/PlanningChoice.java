package dev.packhouse.adapter.http.cli.cleanup;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Login;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a plan is made, as the options of a command say.
 *
 * @param owner the owner of the packages
 * @param data the data directory
 * @param backend the name of the backend
 * @param githubUrl the address of the API of a live backend
 * @param caFile certificates to trust for a live backend
 * @param registryUrl the address of the container registry of a live backend
 * @param manifests whether manifests are read from it: {@code read}, {@code cached} or {@code never}
 * @param maxWait how long a live backend waits for the limits of GitHub
 */
public record PlanningChoice(
        Login owner,
        Optional<Path> data,
        Optional<String> backend,
        Optional<URI> githubUrl,
        Optional<Path> caFile,
        Optional<URI> registryUrl,
        Optional<String> manifests,
        Duration maxWait) {

    /** Checks that nothing is null. */
    public PlanningChoice {
        requireNonNull(owner, "owner");
        requireNonNull(data, "data");
        requireNonNull(backend, "backend");
        requireNonNull(githubUrl, "githubUrl");
        requireNonNull(caFile, "caFile");
        requireNonNull(registryUrl, "registryUrl");
        requireNonNull(manifests, "manifests");
        requireNonNull(maxWait, "maxWait");
    }
}
