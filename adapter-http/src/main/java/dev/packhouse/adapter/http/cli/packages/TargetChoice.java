package dev.packhouse.adapter.http.cli.packages;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Login;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The target that the options of a command name.
 *
 * @param owner the owner of the packages
 * @param server the address of a server
 * @param data the data directory of a backend
 * @param backend the name of a backend
 * @param githubUrl the address of the API of a live backend
 * @param caFile certificates to trust for a live backend
 * @param user the user as whom the operator of a data directory acts
 * @param dryRun whether changes are decided and not made
 */
public record TargetChoice(
        Login owner,
        Optional<URI> server,
        Optional<Path> data,
        Optional<String> backend,
        Optional<URI> githubUrl,
        Optional<Path> caFile,
        Optional<Login> user,
        boolean dryRun) {

    /** Checks that nothing is null. */
    public TargetChoice {
        requireNonNull(owner, "owner");
        requireNonNull(server, "server");
        requireNonNull(data, "data");
        requireNonNull(backend, "backend");
        requireNonNull(githubUrl, "githubUrl");
        requireNonNull(caFile, "caFile");
        requireNonNull(user, "user");
    }
}
