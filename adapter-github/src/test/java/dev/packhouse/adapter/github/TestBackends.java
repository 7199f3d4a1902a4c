package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.audit.AuditFile;
import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.Sleeper;
import dev.packhouse.adapter.github.registry.ContainerRegistry;
import dev.packhouse.adapter.github.registry.RegistryOptions;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Opens backends and clients on a fake. They never sleep: a wait advances the clock instead. */
final class TestBackends {

    private TestBackends() {}

    static GitHubBackend open(FakeGitHub fake, InstantSource clock) {
        return open(fake, clock, ClientOptions.DEFAULT);
    }

    static GitHubBackend open(FakeGitHub fake, InstantSource clock, ClientOptions options) {
        return open(fake.url(), clock, options, sleeper(clock));
    }

    /** Opens a backend with its audit trail in this directory. */
    static GitHubBackend open(FakeGitHub fake, InstantSource clock, Path data) {
        return open(fake.url(), clock, ClientOptions.DEFAULT, sleeper(clock), Optional.of(data));
    }

    static GitHubBackend open(String url, InstantSource clock, ClientOptions options, Sleeper sleeper) {
        return open(url, clock, options, sleeper, Optional.empty());
    }

    /** Opens a backend with its data in this directory, if there is one. No registry is beside the loopback address. */
    private static GitHubBackend open(
            String url, InstantSource clock, ClientOptions options, Sleeper sleeper, Optional<Path> data) {
        ApiEndpoint endpoint = ApiEndpoint.parse(url);
        RegistryOptions registry = RegistryOptions.of(new BackendSettings(Rules.GITHUB, clock, Map.of()), endpoint);
        Optional<AuditFile> audit = data.map(AuditFile::open);
        return new GitHubBackend(
                endpoint,
                Rules.GITHUB,
                options,
                clock,
                sleeper,
                new Random(7),
                new ContainerRegistry(registry, options, clock, sleeper, new Random(7), data),
                audit);
    }

    /** Creates a client without a backend. */
    static GitHubClient client(String url, InstantSource clock, ClientOptions options) {
        return new GitHubClient(ApiEndpoint.parse(url), options, clock, sleeper(clock), new Random(7), caller -> {});
    }

    static Sleeper sleeper(InstantSource clock) {
        return duration -> {
            if (clock instanceof MutableClock mutable) {
                synchronized (mutable) {
                    mutable.advance(duration);
                }
            }
        };
    }
}
