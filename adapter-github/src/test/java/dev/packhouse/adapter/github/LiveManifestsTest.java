package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.registry.FakeRegistry.forManifests;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forTokens;
import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.registry.FakeRegistry;
import dev.packhouse.adapter.github.registry.RegistryFixture;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.spi.Manifests;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests of a session of the backend, as its settings say. */
class LiveManifestsTest {

    private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    private static final Package APP = RegistryFixture.packageOf(PackageType.CONTAINER, "app");

    private final FakeGitHub gitHub = new FakeGitHub(GitHubStates.app().state(), InstantSource.system());
    private final FakeRegistry registry = new FakeRegistry();
    private final PackageVersion version = RegistryFixture.version(
            9,
            PackageType.CONTAINER,
            registry.add("octo-org/app", IMAGE, "{\"schemaVersion\":2}").value());

    @TempDir
    private Path directory;

    LiveManifestsTest() {
        registry.accept(GitHubStates.SECRET);
    }

    @AfterEach
    void close() {
        gitHub.close();
        registry.close();
    }

    private Backend open(String... options) {
        Map<String, String> all = new HashMap<>();
        all.put(BackendSettings.GITHUB_URL, gitHub.url());
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return new GitHubBackendProvider().open(new BackendSettings(Rules.GITHUB, InstantSource.system(), all));
    }

    private Backend openWithRegistry() {
        return open(BackendSettings.REGISTRY_URL, registry.url(), BackendSettings.DATA, directory.toString());
    }

    private ManifestFacts read(Backend backend) {
        return backend.read(
                caller(backend, GitHubStates.MONALISA),
                session -> session.manifests().of(APP, List.of(version)).get(version.id()));
    }

    @Test
    void aSessionReadsManifestsWithTheTokenOfItsCaller() {
        try (Backend backend = openWithRegistry()) {
            assertThat(read(backend)).isInstanceOf(ManifestFacts.Known.class);
        }
        assertThat(registry.requests(forTokens())).hasSize(1);
    }

    @Test
    void theDataDirectoryKeepsThemOverARestart() {
        try (Backend backend = openWithRegistry()) {
            read(backend);
        }
        try (Backend backend = openWithRegistry()) {
            assertThat(read(backend)).isInstanceOf(ManifestFacts.Known.class);
        }
        assertThat(registry.requests(forManifests())).hasSize(1);
    }

    @Test
    void oneBackendUsesTheDataDirectory() {
        try (Backend backend = openWithRegistry()) {
            read(backend);

            assertThatThrownBy(this::openWithRegistry)
                    .isInstanceOf(BackendOpenException.class)
                    .hasMessageContaining("is in use by another server");
        }
    }

    @Test
    void theModeIsASetting() {
        try (Backend backend = open(BackendSettings.REGISTRY_URL, registry.url(), BackendSettings.MANIFESTS, "never")) {
            assertThat(read(backend)).isEqualTo(new ManifestFacts.Unknown("manifests are not read"));
        }
        assertThatThrownBy(() -> open(BackendSettings.MANIFESTS, "always")).isInstanceOf(BackendOpenException.class);
        assertThatThrownBy(() -> open(BackendSettings.REGISTRY_URL, "ghcr.io"))
                .isInstanceOf(BackendOpenException.class);
    }

    @Test
    void withoutAnAddressOfTheRegistryManifestsAreUnknown() {
        try (Backend backend = open()) {
            assertThat(read(backend))
                    .isEqualTo(new ManifestFacts.Unknown("the address of the container registry is not known"));
        }
    }

    @Test
    void aFailureOfTheRegistryIsNoneOfGitHub() {
        registry.close();
        try (Backend backend = openWithRegistry()) {
            assertThat(read(backend)).isInstanceOf(ManifestFacts.Unknown.class);
            assertThat(backend.health().ready()).isTrue();
        }
    }

    @Test
    void theManifestsEndWithTheirUnitOfWork() {
        try (Backend backend = openWithRegistry()) {
            AtomicReference<Manifests> kept = new AtomicReference<>();
            backend.read(caller(backend, GitHubStates.MONALISA), session -> {
                kept.set(session.manifests());
                return true;
            });

            assertThatThrownBy(() -> kept.get().of(APP, List.of(version))).isInstanceOf(IllegalStateException.class);
        }
    }
}
