package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.ManifestSeed;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.naming.PackageType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateRemovalTest {

    @TempDir
    Path directory;

    /** A migration that adds a table, and does not add it to the removal, fails here. */
    @Test
    void aReplacedStateLeavesNoRowInAnyTableButThoseOfTheSchema() {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            add(backend, packages(packageEntry(7, versions(1, 5))));
            add(
                    backend,
                    packages(PackageSeed.of(8, "octo-org", PackageType.CONTAINER, "app")
                            .with(VersionSeed.of(PackageType.CONTAINER, 6).manifest(ManifestSeed.INDEX))
                            .entry()));

            backend.store().orElseThrow().replace(RegistryState.EMPTY);

            List<String> filled = backend.database()
                    .read(connection -> connection
                            .list(
                                    "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'",
                                    row -> row.text("name"))
                            .stream()
                            .filter(table -> connection.exists("select 1 from \"" + table + "\" limit 1"))
                            .toList());
            assertThat(filled).containsExactlyInAnyOrder("schema_version", "sequence");
        }
    }
}
