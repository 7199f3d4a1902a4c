package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.cleanup.Planning;
import dev.packhouse.adapter.http.cli.cleanup.PlanningChoice;
import dev.packhouse.adapter.http.cli.console.CallerToken;
import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.cli.packages.InProcessTarget;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.domain.access.Credential;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the backends on which cleanups are planned. */
final class Plannings {

    private static final List<String> MANIFESTS = List.of("read", "cached", "never");

    private final Console console;
    private final PlanningChoice choice;

    private Plannings(Console console, PlanningChoice choice) {
        this.console = console;
        this.choice = choice;
    }

    static Planning open(Console console, PlanningChoice choice) {
        BackendProvider provider = Backends.named(choice.backend().orElse(Backends.DEFAULT));
        Plannings plannings = new Plannings(console, choice);
        return provider.remoteUrl().isPresent() ? plannings.live(provider) : plannings.local(provider);
    }

    private Planning live(BackendProvider provider) {
        String manifests = choice.manifests().orElse(MANIFESTS.get(0));
        if (!MANIFESTS.contains(manifests)) {
            throw new UsageException("'%s' is no value of --manifests, expected one of %s"
                    .formatted(manifests, String.join(", ", MANIFESTS)));
        }
        Credential.Token token = CallerToken.require(console.environment());
        URI api = choice.githubUrl()
                .orElseGet(() -> URI.create(provider.remoteUrl().orElseThrow()));
        Map<String, String> options = new HashMap<>(Backends.patient(api, choice.caFile(), console.environment()));
        options.put(BackendSettings.LIMIT_WAIT, choice.maxWait().toString());
        options.put(BackendSettings.MANIFESTS, manifests);
        choice.registryUrl().ifPresent(url -> options.put(BackendSettings.REGISTRY_URL, url.toString()));
        choice.data().ifPresent(data -> options.put(BackendSettings.DATA, data.toString()));
        return CommandWiring.planning(
                provider,
                CommandWiring.remote(api, options, console.clock()),
                Optional.of(api.toString()),
                (authenticator, administration) -> caller(authenticator, token));
    }

    private Planning local(BackendProvider provider) {
        refuse(choice.githubUrl().isPresent(), provider, "--github-url");
        refuse(choice.caFile().isPresent(), provider, "--ca-file");
        refuse(choice.registryUrl().isPresent(), provider, "--registry-url");
        refuse(choice.manifests().isPresent(), provider, "--manifests");
        Path data = choice.data().orElse(Path.of(DataDirectory.DEFAULT));
        StoreCommand.requireDirectory(data);
        Optional<Credential.Token> token = CallerToken.find(console.environment());
        return CommandWiring.planning(
                provider,
                CommandWiring.local(data, console.clock()),
                Optional.empty(),
                (authenticator, administration) ->
                        token.isPresent() ? caller(authenticator, token.get()) : operator(administration));
    }

    private static AuthenticatedCaller caller(Authenticator authenticator, Credential.Token token) {
        return InProcessTarget.require(
                "The token", authenticator.authenticate(token).caller());
    }

    /** The operator, who can read the data directory, as an owner of the account. */
    private AuthenticatedCaller operator(Administration administration) {
        return administration
                .operatorAsOwner(choice.owner())
                .orElseThrow(() -> new CommandException(
                        "There is no account '%s', or it has no owner; with a token, the plan is that of its user"
                                .formatted(choice.owner())));
    }

    private static void refuse(boolean refused, BackendProvider provider, String option) {
        if (refused) {
            throw new UsageException(
                    "--backend %s asks no live service: %s has no meaning with it".formatted(provider.name(), option));
        }
    }
}
