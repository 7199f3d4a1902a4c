package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.application.service.LifecycleService.Mode;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.application.testing.UseCases;
import dev.packhouse.domain.policy.Rules;

/** A fake GitHub, a backend on it, the use cases on the backend, and their common clock. */
final class LiveFixture implements AutoCloseable {

    final MutableClock clock = new MutableClock(GitHubStates.NOW);
    final FakeGitHub fake;
    final GitHubBackend backend;
    final UseCases useCases;

    /** The use cases that change nothing. */
    final UseCases dryRun;

    LiveFixture(RegistryState state) {
        this(state, ClientOptions.DEFAULT);
    }

    LiveFixture(RegistryState state, ClientOptions options) {
        fake = new FakeGitHub(state, clock);
        backend = TestBackends.open(fake, clock, options);
        useCases = new UseCases(backend, Rules.GITHUB, clock);
        dryRun = new UseCases(backend, Rules.GITHUB, clock, Mode.DRY_RUN);
    }

    /** Returns a fixture with the package app. */
    static LiveFixture app() {
        return new LiveFixture(GitHubStates.app().state());
    }

    @Override
    public void close() {
        backend.close();
        fake.close();
    }
}
