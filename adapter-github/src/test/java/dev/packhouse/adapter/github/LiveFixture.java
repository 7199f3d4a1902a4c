package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.service.LifecycleService.Mode;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.RegistryRules;
import dev.packhouse.domain.policy.Outcome;

/** A fake GitHub, a backend on it, the use cases on the backend, and their common clock. */
final class LiveFixture implements AutoCloseable {

    final MutableClock clock = new MutableClock(GitHubStates.NOW);
    final FakeGitHub fake;
    final GitHubBackend backend;
    final PackageCatalog catalog;
    private final Authenticator authenticator;
    final LifecycleService lifecycle;

    LiveFixture(RegistryState state) {
        this(state, ClientOptions.DEFAULT);
    }

    LiveFixture(RegistryState state, ClientOptions options) {
        fake = new FakeGitHub(state, clock);
        backend = TestBackends.open(fake, clock, options);
        authenticator = new AuthenticationService(backend);
        catalog = new CatalogService(backend, RegistryRules.CURRENT, clock);
        lifecycle = new LifecycleService(backend, RegistryRules.CURRENT, clock, Mode.APPLY);
    }

    /** Returns a fixture with the package app. */
    static LiveFixture app() {
        return new LiveFixture(GitHubStates.app().state());
    }

    Outcome<Principal> caller(Credential credential) {
        return authenticator.authenticate(credential).caller();
    }

    @Override
    public void close() {
        backend.close();
        fake.close();
    }
}
