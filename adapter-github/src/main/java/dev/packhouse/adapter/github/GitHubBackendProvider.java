package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.audit.AuditFile;
import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.Sleeper;
import dev.packhouse.adapter.github.client.connection.ConnectionSettings;
import dev.packhouse.adapter.github.registry.ContainerRegistry;
import dev.packhouse.adapter.github.registry.RegistryOptions;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Provides the live GitHub as the backend {@code github}.
 *
 * <p>The option {@link BackendSettings#GITHUB_URL} is the address of the API: {@code https://api.github.com} unless it
 * is set, {@code https://HOST/api/v3} for a GitHub Enterprise Server. {@link BackendSettings#PROXY}, {@link
 * BackendSettings#PROXY_CREDENTIALS} and {@link BackendSettings#CA_FILE} say how the backend connects to it, {@link
 * BackendSettings#LIMIT_WAIT} and {@link BackendSettings#GITHUB_LIMITS} how it keeps the rate limits. {@link
 * BackendSettings#REGISTRY_URL} and {@link BackendSettings#MANIFESTS} say where manifests are read, and whether. {@link
 * BackendSettings#DATA} is the directory of the audit trail and of the manifests that were read; without it, decisions are
 * only logged. Opening the backend sends no request.
 */
public final class GitHubBackendProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public GitHubBackendProvider() {}

    @Override
    public String name() {
        return GitHubBackend.NAME;
    }

    @Override
    public Optional<String> remoteUrl() {
        return Optional.of(ApiEndpoint.GITHUB);
    }

    @Override
    public Backend open(BackendSettings settings) {
        String address = settings.option(BackendSettings.GITHUB_URL).orElse(ApiEndpoint.GITHUB);
        ApiEndpoint endpoint;
        try {
            endpoint = ApiEndpoint.parse(address);
        } catch (IllegalArgumentException e) {
            throw new BackendOpenException(
                    "'%s' is not the address of a GitHub API: %s".formatted(address, e.getMessage()), e);
        }
        ClientOptions options = clientOptions(settings).with(ConnectionSettings.of(settings));
        RegistryOptions registry = RegistryOptions.of(settings, endpoint);
        Sleeper sleeper = GitHubBackendProvider::sleep;
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        Optional<Path> directory = directory(settings);
        Optional<AuditFile> audit = directory.map(AuditFile::open);
        return new GitHubBackend(
                endpoint,
                settings.rules(),
                options,
                settings.clock(),
                sleeper,
                random,
                new ContainerRegistry(registry, options, settings.clock(), sleeper, random, directory),
                audit);
    }

    @Override
    public List<StoredAuditEntry> readAuditTrail(BackendSettings settings, AuditQuery query) {
        Path directory = directory(settings)
                .orElseThrow(() -> new BackendOpenException(
                        "The backend '%s' keeps an audit trail only with the setting '%s': the directory of its file"
                                .formatted(GitHubBackend.NAME, BackendSettings.DATA),
                        null));
        return AuditFile.read(directory, query);
    }

    private static Optional<Path> directory(BackendSettings settings) {
        Optional<String> directory = settings.option(BackendSettings.DATA);
        try {
            return directory.map(Path::of);
        } catch (InvalidPathException e) {
            throw new BackendOpenException("'%s' is not the name of a directory".formatted(directory.orElseThrow()), e);
        }
    }

    private static ClientOptions clientOptions(BackendSettings settings) {
        ClientOptions options = settings.option(BackendSettings.LIMIT_WAIT)
                .map(text -> ClientOptions.DEFAULT.withLimitWait(limitWait(text)))
                .orElse(ClientOptions.DEFAULT);
        return switch (settings.option(BackendSettings.GITHUB_LIMITS).orElse("on")) {
            case "on" -> options;
            case "off" -> options.withoutLimits();
            default ->
                throw new BackendOpenException(
                        "'%s' is not 'on' or 'off', which say whether the rate limits are kept"
                                .formatted(settings.option(BackendSettings.GITHUB_LIMITS)
                                        .orElseThrow()),
                        null);
        };
    }

    private static Duration limitWait(String text) {
        try {
            Duration wait = Duration.parse(text);
            if (!wait.isNegative()) {
                return wait;
            }
        } catch (DateTimeParseException e) {
            throw invalidLimitWait(text, e);
        }
        throw invalidLimitWait(text, null);
    }

    private static BackendOpenException invalidLimitWait(String text, DateTimeParseException cause) {
        return new BackendOpenException(
                "'%s' is not the duration of a wait for rate limits, such as PT5S".formatted(text), cause);
    }

    /** Rounds up, since a request that arrives too early would have to wait again. */
    private static void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis() + 1);
    }
}
