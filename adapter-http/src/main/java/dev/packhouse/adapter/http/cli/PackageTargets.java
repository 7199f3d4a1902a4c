package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.console.CallerToken;
import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.EnvironmentDefaults;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.cli.packages.InProcessTarget;
import dev.packhouse.adapter.http.cli.packages.PackageTarget;
import dev.packhouse.adapter.http.cli.packages.ServerTarget;
import dev.packhouse.adapter.http.cli.packages.TargetChoice;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.User;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Opens the targets of the commands on packages. Refuses options that contradict each other, as {@code serve} does: {@code
 * --data} and {@code --github-url} may come from the environment for all commands, and a target ignores the one that it does
 * not use.
 */
final class PackageTargets {

    private final Console console;
    private final TargetChoice choice;

    private PackageTargets(Console console, TargetChoice choice) {
        this.console = console;
        this.choice = choice;
    }

    static PackageTarget open(Console console, TargetChoice choice) {
        PackageTargets targets = new PackageTargets(console, choice);
        if (choice.server().isPresent()) {
            return targets.server(choice.server().get());
        }
        BackendProvider provider = Backends.named(choice.backend().orElse(Backends.DEFAULT));
        return provider.remoteUrl().isPresent() ? targets.live(provider) : targets.local(provider);
    }

    private PackageTarget server(URI server) {
        String reason = "--server asks a running server";
        refuse(choice.backend().isPresent(), reason, "--backend");
        refuse(isDataGiven(), reason, "--data");
        refuse(isGitHubUrlGiven(), reason, "--github-url");
        refuse(isCaFileGiven(), reason, "--ca-file");
        refuse(choice.user().isPresent(), reason, "--user");
        return ServerTarget.open(
                server, CallerToken.require(console.environment()), choice.owner(), choice.dryRun(), console);
    }

    private PackageTarget live(BackendProvider provider) {
        refuse(choice.user().isPresent(), "--backend %s takes tokens".formatted(provider.name()), "--user");
        Credential.Token token = CallerToken.require(console.environment());
        URI api = choice.githubUrl()
                .orElseGet(() -> URI.create(provider.remoteUrl().orElseThrow()));
        return CommandWiring.packageTarget(
                provider,
                CommandWiring.remote(api, liveOptions(api), console.clock()),
                choice,
                "at " + api,
                (authenticator, catalog) -> caller(authenticator, token));
    }

    /** Decisions are kept in a directory only if the command itself names one: a server may run on that of the environment. */
    private Map<String, String> liveOptions(URI api) {
        Map<String, String> options = new HashMap<>(Backends.patient(api, choice.caFile(), console.environment()));
        if (isDataGiven()) {
            options.put(BackendSettings.DATA, choice.data().orElseThrow().toString());
        }
        return options;
    }

    private PackageTarget local(BackendProvider provider) {
        refuse(isGitHubUrlGiven(), "--backend %s asks no live service".formatted(provider.name()), "--github-url");
        refuse(isCaFileGiven(), "--backend %s asks no live service".formatted(provider.name()), "--ca-file");
        Optional<Credential.Token> token =
                choice.user().isPresent() ? Optional.empty() : CallerToken.find(console.environment());
        if (token.isEmpty() && choice.user().isEmpty()) {
            throw new UsageException(CallerToken.missing() + ", or name with --user as whom to act");
        }
        Path data = choice.data().orElse(Path.of(DataDirectory.DEFAULT));
        StoreCommand.requireDirectory(data);
        return CommandWiring.packageTarget(
                provider,
                CommandWiring.local(data, console.clock()),
                choice,
                "in '%s'".formatted(data),
                (authenticator, catalog) -> token.isPresent() ? caller(authenticator, token.get()) : operator(catalog));
    }

    private static AuthenticatedCaller caller(Authenticator authenticator, Credential.Token token) {
        return InProcessTarget.require(
                "The token", authenticator.authenticate(token).caller());
    }

    /** The operator, who can read the data directory, as the named user; also in an owner with single sign-on. */
    private AuthenticatedCaller operator(PackageCatalog catalog) {
        Login login = choice.user().orElseThrow();
        return catalog.account(AuthenticatedCaller.ANONYMOUS, new OwnerReference.AnyLogin(login))
                .fold(found -> Optional.of(found.value()), refusal -> Optional.<Account>empty())
                .filter(User.class::isInstance)
                .map(user -> AuthenticatedCaller.operatorAs(
                        (User) user, Set.of(choice.owner()), console.clock().instant()))
                .orElseThrow(() -> new CommandException("There is no user '%s'".formatted(login)));
    }

    private boolean isDataGiven() {
        return isGiven("--data", choice.data(), Path::of);
    }

    private boolean isGitHubUrlGiven() {
        return isGiven("--github-url", choice.githubUrl().map(URI::toString), text -> text);
    }

    private boolean isCaFileGiven() {
        return isGiven("--ca-file", choice.caFile(), Path::of);
    }

    private <T> boolean isGiven(String option, Optional<T> value, Function<String, T> reader) {
        return EnvironmentDefaults.isGiven(console.environment(), option, value, reader);
    }

    private static void refuse(boolean refused, String reason, String option) {
        if (refused) {
            throw new UsageException("%s: %s has no meaning with it".formatted(reason, option));
        }
    }
}
