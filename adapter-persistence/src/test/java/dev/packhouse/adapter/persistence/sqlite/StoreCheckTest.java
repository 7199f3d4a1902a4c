package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.NOW;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.version;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.testing.ManifestSeed;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The problems that a check of the store reports for wrong values. */
class StoreCheckTest {

    @TempDir
    Path directory;

    /** A package with segments, one with a tag and a deleted version, and one that is deleted. */
    @BeforeEach
    void fill() {
        try (Backend backend = NpmStore.open(directory)) {
            add(backend, people());
            add(
                    backend,
                    packages(
                            packageEntry(7, versions(1, 3_000)),
                            image(),
                            packageEntry(9, Optional.of(NOW), List.of(version(9_003)))));
            assertThat(backend.store().orElseThrow().check()).isEmpty();
        }
    }

    private static PackageEntry image() {
        return new PackageEntry(
                OptionalLong.of(8),
                new Login("octo-org"),
                new PackageName(PackageType.CONTAINER, "app"),
                Visibility.PUBLIC,
                Optional.empty(),
                false,
                Map.of(),
                Map.of(),
                false,
                NOW,
                NOW,
                Optional.empty(),
                List.of(
                        image(9_001, List.of(new Tag("latest"), new Tag("next")), Optional.empty()),
                        image(9_002, List.of(), Optional.of(NOW))));
    }

    private static VersionEntry image(long id, List<Tag> tags, Optional<Instant> deletedAt) {
        return new VersionEntry(
                OptionalLong.of(id),
                new VersionName(PackageType.CONTAINER, "sha256:%064x".formatted(id)),
                tags,
                OptionalLong.of(12),
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW,
                deletedAt,
                Optional.of(ManifestSeed.INDEX));
    }

    private List<String> problemsAfter(String... statements) throws SQLException {
        try (Connection connection = Sqlite.bare(directory.resolve("packhouse.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("pragma ignore_check_constraints = on");
            for (String each : statements) {
                statement.executeUpdate(each);
            }
        }
        try (Backend backend = NpmStore.open(directory)) {
            return backend.store().orElseThrow().check();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update package set active = 2 where id = 8 | package 8 keeps the counts 2 active, 1 tagged, 12 downloads at most, 1 deleted individually, and has 1, 1, 12, 1",
                "update package set tagged = 0 where id = 8 | package 8 keeps the counts 1 active, 0 tagged, 12 downloads at most, 1 deleted individually, and has 1, 1, 12, 1",
                "update package set most_downloads = 13 where id = 8 | package 8 keeps the counts 1 active, 1 tagged, 13 downloads at most, 1 deleted individually, and has 1, 1, 12, 1",
                "update package set deleted_individually = 0 where id = 8 | package 8 keeps the counts 1 active, 1 tagged, 12 downloads at most, 0 deleted individually, and has 1, 1, 12, 1",
                "update namespace_count set packages = 3 where type = 'npm' | account 2 keeps the count 3 of its active npm packages of visibility private, and has 1",
                "delete from namespace_count where type = 'npm' | account 2 keeps the count 0 of its active npm packages of visibility private, and has 1",
                "update version_page_index set versions = versions + 1 where version_id = 1025 | package 7 keeps the count 1025 of the versions from version 1025 on, and has 1024",
                "update tag set version_id = 9002 where name = 'next' | package 8 has the tag 'next' on version 9002, which is not there, is deleted, or has no such tag",
                "delete from tag where name = 'next' | package 8 has a version 9001 with 2 tags that holds 1",
                "update sequence set last = 8 where kind = 'package' | the highest number of the kind 'package' is kept as 8, and 9 was given",
                "delete from sequence where kind = 'token' | the highest number of the kind 'token' is kept as -1, and 1 was given",
                "insert into purged_version (id) values (9001) | version 9001 is there, and its number is among those that were purged",
                "insert into purged_package (id) values (8) | package 8 is there, and its number is among those that were purged",
                "insert into tag (package_id, name, version_id) values (77, 'x', 1) | tag null names something in package that is not there",
                "insert into manifest (version_id, kind, media_type) values (9077, 'image', 'x') | manifest 9077 names something in version that is not there",
                "delete from manifest where version_id = 9001 | manifest_child null names something in manifest that is not there"
            })
    void redundantValuesAreCompared(String statement, String problem) throws SQLException {
        assertThat(problemsAfter(statement)).contains(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update version set name = '' where id = 9001",
                "update manifest set kind = 'layer' where version_id = 9001",
                "update manifest set kind = 'image' where version_id = 9001",
                "update manifest set subject = 'sha256:1' where version_id = 9002",
                "update manifest_child set digest = '' where version_id = 9001 and position = 2"
            })
    void aRowThatTheDomainRefusesIsAProblem(String statement) throws SQLException {
        assertThat(problemsAfter(statement))
                .singleElement()
                .asString()
                .startsWith("rows: The file is damaged (a row cannot be read: ");
    }

    @Test
    void aPackageThatIsBeingPurgedIsLeftOut() throws SQLException {
        assertThat(problemsAfter(
                        "update package set purging = 1 where id = 9",
                        "delete from version where package_id = 9",
                        "insert into purged_version (id) values (9003)"))
                .isEmpty();
    }

    @Test
    void eachProblemIsReportedInOneSentence() throws SQLException {
        List<String> problems = problemsAfter("update package set most_downloads = most_downloads + 1");

        assertThat(problems)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("package 7 keeps"),
                        second -> assertThat(second).startsWith("package 8 keeps"),
                        third -> assertThat(third).startsWith("package 9 keeps"));
    }
}
