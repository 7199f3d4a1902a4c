package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Provides the live GitHub as the backend {@code github}.
 *
 * <p>The option {@link BackendSettings#GITHUB_URL} is the address of the API: {@code https://api.github.com} unless it
 * is set, {@code https://HOST/api/v3} for a GitHub Enterprise Server. Opening the backend sends no request.
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
        return new GitHubBackend(
                endpoint,
                settings.rules(),
                ClientOptions.DEFAULT,
                settings.clock(),
                GitHubBackendProvider::sleep,
                () -> ThreadLocalRandom.current().nextLong());
    }

    /** Rounds up, since a request that arrives too early would have to wait again. */
    private static void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis() + 1);
    }
}
