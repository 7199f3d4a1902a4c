package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.MONALISA;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.NOW;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.testing.ManifestSeed;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {

    private static final int MANY = 3_000;

    @TempDir
    Path directory;

    /** An index whose children have the numbers after its own, in descending order; every third version has none. */
    private static VersionSeed image(int number) {
        VersionSeed version = VersionSeed.of(PackageType.CONTAINER, number).created(NOW.plusSeconds(number % 7));
        return number % 3 == 0 ? version : version.manifest(index(number));
    }

    private static Manifest index(int number) {
        return new Manifest(
                Kind.INDEX,
                Kind.INDEX.defaultMediaType(),
                Optional.empty(),
                IntStream.rangeClosed(1, number % 15)
                        .mapToObj(i -> new Child(
                                ManifestSeed.digest(number + 15 - i), Optional.empty(), Optional.of("linux/" + i)))
                        .toList(),
                Optional.empty(),
                OptionalLong.of(number));
    }

    private static PackageEntry app() {
        return PackageSeed.of(7, "octo-org", PackageType.CONTAINER, "app")
                .with(IntStream.rangeClosed(1, MANY)
                        .mapToObj(number -> image(number).entry())
                        .toList())
                .entry();
    }

    private static Package active(OpenedSqlite backend) {
        return backend.read(
                caller(backend, MONALISA),
                session -> session.packages()
                        .active(
                                new Namespace(
                                        session.accounts()
                                                .find(AccountQuery.any(new Login("octo-org")))
                                                .orElseThrow(),
                                        PackageType.CONTAINER),
                                new PackageName(PackageType.CONTAINER, "app"))
                        .orElseThrow()
                        .subject()
                        .value());
    }

    @Test
    void aListOfThousandsOfVersionsHasTheManifestOfEach() {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            add(backend, packages(app()));
            Package parent = active(backend);
            List<PackageVersion> listed = new ArrayList<>();
            for (int page = 1; page <= MANY / 100; page++) {
                listed.addAll(NpmStore.page(backend, parent, State.ACTIVE, new PageRequest(page, 100))
                        .items());
            }

            Map<VersionId, ManifestFacts> facts = backend.read(
                    caller(backend, MONALISA), session -> session.manifests().of(parent, listed));

            Map<Integer, Optional<Manifest>> found = new HashMap<>();
            facts.forEach((id, each) -> found.put(
                    Math.toIntExact(id.value()),
                    each instanceof ManifestFacts.Known known ? Optional.of(known.manifest()) : Optional.empty()));
            Map<Integer, Optional<Manifest>> expected = new HashMap<>();
            IntStream.rangeClosed(1, MANY)
                    .forEach(
                            number -> expected.put(number, image(number).entry().manifest()));
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void aPurgeLeavesNoRowOfAManifest() {
        Instant deleted = NOW.minusSeconds(1);
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            add(
                    backend,
                    packages(
                            PackageSeed.of(7, "octo-org", PackageType.CONTAINER, "app")
                                    .with(image(2), image(4).deleted(deleted), image(6).deleted(deleted))
                                    .entry(),
                            PackageSeed.of(8, "octo-org", PackageType.DOCKER, "app")
                                    .with(VersionSeed.of(PackageType.DOCKER, 8).manifest(ManifestSeed.INDEX))
                                    .deleted(deleted)
                                    .entry()));
            assertThat(versionsWithRows(backend)).isEqualTo(List.of(List.of(2L, 4L, 8L), List.of(2L, 4L, 8L)));

            assertThat(backend.store().orElseThrow().purge(NOW)).isEqualTo(3);

            assertThat(versionsWithRows(backend)).isEqualTo(List.of(List.of(2L), List.of(2L)));
        }
    }

    private static List<List<Long>> versionsWithRows(OpenedSqlite backend) {
        return backend.database()
                .read(connection -> Stream.of("manifest", "manifest_child")
                        .map(table -> connection.list(
                                "select distinct version_id from " + table + " order by version_id",
                                row -> row.number("version_id")))
                        .toList());
    }
}
