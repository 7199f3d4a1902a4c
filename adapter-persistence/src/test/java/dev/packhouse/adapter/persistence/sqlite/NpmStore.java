package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.application.testing.Callers.caller;

import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** A database with an organization, its owner, and npm packages whose names are numbered. */
final class NpmStore {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final InstantSource CLOCK = () -> NOW;
    static final String SECRET = "ghp_thisSecretIsWrittenNowhere";
    static final Credential.Token MONALISA = new Credential.Token(SECRET);
    static final DatabaseLimits FEW = new DatabaseLimits(2, 8, 8, Duration.ofSeconds(30), 2);

    private NpmStore() {}

    static BackendSettings settings(Path directory) {
        return new BackendSettings(Rules.GITHUB, CLOCK, Map.of(BackendSettings.DATA, directory.toString()));
    }

    static OpenedSqlite open(Path directory) {
        return OpenedSqlite.open(directory, settings(directory), FEW);
    }

    static RegistryState people() {
        return new Seed()
                .user(1, "monalisa")
                .organization(2, "octo-org", List.of("monalisa"), List.of())
                .token(SECRET, "monalisa", Scope.DELETE_PACKAGES, Scope.WRITE_PACKAGES)
                .state();
    }

    static RegistryState packages(PackageEntry... entries) {
        return new RegistryState(List.of(), List.of(), List.of(), List.of(entries), List.of());
    }

    static PackageName name(long id) {
        return new PackageName(PackageType.NPM, "p" + id);
    }

    static PackageEntry packageEntry(long id, List<VersionEntry> versions) {
        return packageEntry(id, Optional.empty(), versions);
    }

    static PackageEntry packageEntry(long id, Optional<Instant> deletedAt, List<VersionEntry> versions) {
        PackageSeed seed = PackageSeed.of(id, "octo-org", PackageType.NPM, name(id).value())
                .created(NOW)
                .with(versions);
        deletedAt.ifPresent(seed::deleted);
        return seed.entry();
    }

    static VersionEntry version(long id) {
        return version(id, NOW.plusSeconds(id), Optional.empty());
    }

    static VersionEntry version(long id, Instant createdAt, Optional<Instant> deletedAt) {
        VersionSeed seed =
                VersionSeed.of(PackageType.NPM, id, "1.0." + id).downloads(id).created(createdAt);
        deletedAt.ifPresent(seed::deleted);
        return seed.entry();
    }

    static List<VersionEntry> versions(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(NpmStore::version).toList();
    }

    static void add(Backend backend, RegistryState state) {
        backend.store().orElseThrow().add(state);
    }

    static Package active(ReadSession session, long id) {
        Namespace namespace = new Namespace(
                session.accounts().find(AccountQuery.any(new Login("octo-org"))).orElseThrow(), PackageType.NPM);
        return session.packages()
                .active(namespace, name(id))
                .orElseThrow(() -> new AssertionError("There is no package " + id))
                .subject()
                .value();
    }

    static Package active(Backend backend, long id) {
        return backend.read(caller(backend, MONALISA), session -> active(session, id));
    }

    static PackageVersion version(ReadSession session, Package parent, long id) {
        return session.packages()
                .version(parent, new VersionId(id), State.ACTIVE)
                .orElseThrow(() -> new AssertionError("There is no active version " + id))
                .value();
    }

    static Page<PackageVersion> page(Backend backend, Package parent, State state, PageRequest request) {
        return backend.read(
                caller(backend, MONALISA),
                session -> session.packages()
                        .versions(new VersionQuery(parent, state, Instant.MIN, request))
                        .map(document -> document.value()));
    }
}
