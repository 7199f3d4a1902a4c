package dev.packhouse.adapter.github.registry;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.registry.RegistryOptions.Mode;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.VersionName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** A fake registry, what reads manifests from it, and their clock. A wait advances the clock. */
public final class RegistryFixture implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String REPOSITORY = "octo-org/app";
    static final String SECRET = "ghp_monalisa";
    static final Package APP = packageOf(PackageType.CONTAINER, "app");

    final FakeRegistry fake = new FakeRegistry();
    final MutableClock clock = new MutableClock(NOW);
    final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    private ContainerRegistry registry;

    RegistryFixture() {
        fake.accept(SECRET);
        registry = registry(Mode.READ, Optional.empty(), ClientOptions.DEFAULT);
    }

    /** Replaces the registry by another one, with nothing in memory. */
    void reopen(Mode mode, Optional<Path> directory) {
        reopen(registry(mode, directory, ClientOptions.DEFAULT));
    }

    void reopen(ClientOptions options) {
        reopen(registry(Mode.READ, Optional.empty(), options));
    }

    private void reopen(ContainerRegistry other) {
        registry.close();
        registry = other;
    }

    private ContainerRegistry registry(Mode mode, Optional<Path> directory, ClientOptions options) {
        return new ContainerRegistry(
                new RegistryOptions(Optional.of(ApiEndpoint.parse(fake.url())), mode),
                options,
                clock,
                this::sleep,
                new Random(7),
                directory);
    }

    private void sleep(Duration duration) {
        waits.add(duration);
        clock.advance(duration);
    }

    @Override
    public void close() {
        registry.close();
        fake.close();
    }

    /** A package of the organization octo-org, which is written with capitals. */
    public static Package packageOf(PackageType type, String name) {
        Organization owner = new Organization(
                new AccountId(2001), new Login("Octo-Org"), Optional.empty(), Optional.empty(), false, NOW, NOW);
        return new Package(
                new PackageId(197),
                new Namespace(owner, type),
                new PackageName(type, name),
                Visibility.PRIVATE,
                Optional.empty(),
                false,
                VersionCounts.of(1, 1, 0),
                NOW,
                NOW,
                Optional.empty());
    }

    /** A version of that package. */
    public static PackageVersion version(long id, PackageType type, String name) {
        return new PackageVersion(
                new VersionId(id),
                new PackageId(197),
                new VersionName(type, name),
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW,
                Optional.empty());
    }

    static String image(int number) {
        return """
                {"schemaVersion":2,"mediaType":"%s",
                "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:c%s"},
                "layers":[]}""".formatted(IMAGE, number);
    }

    /** Adds an image to the repository of the package app. */
    Digest addImage(int number) {
        return fake.add(REPOSITORY, IMAGE, image(number));
    }

    List<Digest> addImages(int count) {
        List<Digest> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(addImage(i));
        }
        return added;
    }

    Caller caller(String secret) {
        return Caller.of(new Credential.Token(secret), clock.instant());
    }

    /** Reads the manifests of versions of the package app, in this order. */
    List<ManifestFacts> read(Digest... digests) {
        return read(caller(SECRET), APP, Arrays.asList(digests));
    }

    List<ManifestFacts> read(List<Digest> digests) {
        return read(caller(SECRET), APP, digests);
    }

    List<ManifestFacts> read(Caller caller, Package parent, List<Digest> digests) {
        List<PackageVersion> versions = new ArrayList<>();
        for (Digest digest : digests) {
            versions.add(version(versions.size() + 1, PackageType.CONTAINER, digest.value()));
        }
        Map<VersionId, ManifestFacts> facts = registry.manifests(caller, parent, versions);
        return versions.stream().map(version -> facts.get(version.id())).toList();
    }

    Map<VersionId, ManifestFacts> manifests(Package parent, PackageVersion... versions) {
        return registry.manifests(caller(SECRET), parent, List.of(versions));
    }

    static ManifestFacts unknown(String reason) {
        return new ManifestFacts.Unknown(reason);
    }
}
