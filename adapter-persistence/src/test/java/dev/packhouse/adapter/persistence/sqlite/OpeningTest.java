package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.open;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.versions;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {

    @TempDir
    Path temporary;

    private Path directory() {
        return temporary.resolve("some/data");
    }

    private Path file() {
        return directory().resolve("packhouse.db");
    }

    private static RegistryState content() {
        return packages(packageEntry(7, versions(1, 50)));
    }

    /** Creates a database with a state, and closes it. */
    private void createDatabase() {
        try (Backend backend = open(directory())) {
            add(backend, people());
            add(backend, content());
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = Sqlite.bare(file());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.executeUpdate(each);
            }
        }
    }

    private static void isRefused(ThrowingCallable opening, String... reasons) {
        assertThatThrownBy(opening).isInstanceOf(BackendOpenException.class).hasMessageContainingAll(reasons);
    }

    /** Checks that opening fails and does not change the file. */
    private void isRefusedAndUnchanged(String... reasons) throws IOException {
        byte[] before = Files.readAllBytes(file());
        isRefused(() -> open(directory()), reasons);
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void theProviderIsFoundByItsName() {
        assertThat(ServiceLoader.load(BackendProvider.class))
                .extracting(BackendProvider::name)
                .containsExactly("sqlite");
    }

    @Test
    void theDirectoryIsARequiredOption() {
        BackendSettings nothing = new BackendSettings(Rules.GITHUB, NpmStore.CLOCK, Map.of());

        isRefused(() -> new SqliteBackendProvider().open(nothing), "'data'");
        isRefused(
                () -> new SqliteBackendProvider()
                        .open(new BackendSettings(Rules.GITHUB, NpmStore.CLOCK, Map.of("data", "a\0b"))),
                "not the name of a directory");
    }

    @Test
    void directoriesAreCreatedAndTheStateIsReadAfterReopening() {
        createDatabase();

        try (Backend backend = open(directory())) {
            RegistryState export = backend.store().orElseThrow().export();

            assertThat(export.users()).isEqualTo(people().users());
            assertThat(export.organizations()).isEqualTo(people().organizations());
            assertThat(export.tokens()).isEqualTo(people().tokens());
            assertThat(export.packages()).isEqualTo(content().packages());
        }
    }

    @Test
    void healthNamesTheFileAndTheVersionOfTheSchema() {
        Backend backend = open(directory());
        Health open = backend.health();
        backend.close();
        Health closed = backend.health();

        assertThat(open).isEqualTo(new Health(true, "sqlite", file() + ", schema version 4"));
        assertThat(closed).isEqualTo(new Health(false, "sqlite", file() + ": The database is closed"));
    }

    @Test
    void closingLeavesOneFileAndTheLock() {
        createDatabase();

        assertThat(directory().toFile().list()).containsExactlyInAnyOrder("packhouse.db", "packhouse.lock");
    }

    @Test
    void theStoreOfAClosedBackendIsUnavailable() {
        Backend backend = open(directory());
        backend.close();
        backend.close();

        assertThatThrownBy(() -> add(backend, people())).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> backend.store().orElseThrow().export()).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aDirectoryIsOpenedOnceAtATime() {
        try (Backend first = open(directory())) {
            isRefused(() -> open(directory()), "in use", directory().toString());
            add(first, people());
        }
        try (Backend again = open(directory())) {
            assertThat(again.store().orElseThrow().isEmpty()).isFalse();
        }
    }

    @Test
    void aRefusedOpeningReleasesTheDirectory() throws IOException, SQLException {
        createDatabase();
        sql("update schema_version set version = 99 where version = 2");
        isRefusedAndUnchanged("version 99");
        sql("update schema_version set version = 2 where version = 99");

        try (Backend backend = open(directory())) {
            assertThat(backend.health().ready()).isTrue();
        }
    }

    @Test
    void aNewerSchemaIsRefused() throws IOException, SQLException {
        createDatabase();
        sql("insert into schema_version values (5, '005-future.sql', 'x', 0)");

        isRefusedAndUnchanged("version 5", "up to 4", "newer program", file().toString());
    }

    @Test
    void anotherEditionOfAMigrationIsRefused() throws IOException, SQLException {
        createDatabase();
        sql("update schema_version set checksum = 'x'");

        isRefusedAndUnchanged("another edition", "001-packages.sql");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefused() throws IOException, SQLException {
        Files.createDirectories(directory());
        sql("create table recipe (id integer)");

        isRefusedAndUnchanged("not a database of Packhouse", file().toString());
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.createDirectories(directory());
        Files.write(file(), "This is a letter. ".repeat(1_000).getBytes(UTF_8));

        isRefusedAndUnchanged("not a database", file().toString());
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        createDatabase();
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length / 2));

        isRefusedAndUnchanged("damaged", file().toString());
    }

    @Test
    void aFileWithADamagedTableIsRefused() throws IOException {
        createDatabase();
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 4_096, bytes.length, (byte) 0x5A);
        Files.write(file(), bytes);

        isRefusedAndUnchanged("damaged", file().toString());
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Files.createDirectories(directory());
        Files.createFile(file());

        isRefusedAndUnchanged("is empty", "delete it to begin anew", file().toString());
    }

    @Test
    void onlyAnEmptyFileIsRemovedAfterAFailedCreation() throws IOException {
        try (LockedDirectory data = LockedDirectory.open(directory())) {
            assertThat(data.createDatabase()).isTrue();
            assertThat(data.createDatabase()).isFalse();
            data.removeEmptyDatabase();
            assertThat(file()).doesNotExist();

            Files.writeString(file(), "x");
            data.removeEmptyDatabase();
            assertThat(file()).hasContent("x");
        }
    }

    @Test
    void aLogWithoutItsDatabaseIsRefused() throws IOException {
        Files.createDirectories(directory());
        Files.createFile(directory().resolve("packhouse.db-wal"));

        isRefused(() -> open(directory()), "is gone", "delete the log to begin anew", file().toString());
        assertThat(file()).doesNotExist();
    }

    /** Copies the files of a running server: the state after a kill, with a log that is not empty. */
    private void copyRunningServer() throws IOException {
        Path running = temporary.resolve("running");
        Files.createDirectories(directory());
        try (Backend backend = open(running)) {
            add(backend, people());
            add(backend, content());
        }
        try (Backend backend = open(running)) {
            add(backend, packages(packageEntry(8, versions(1_001, 1_001))));
            for (String name : List.of("packhouse.db", "packhouse.db-wal")) {
                Files.copy(running.resolve(name), directory().resolve(name));
            }
        }
    }

    /** Damages an index of which no page is in the log, and which no query reads at the start. */
    private void damageAnIndex() throws IOException, SQLException {
        long page;
        try (Connection connection = Sqlite.bare(temporary.resolve("running/packhouse.db"));
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select rootpage from sqlite_schema where name = 'docker_conflicts'")) {
            page = row.getLong(1);
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek((page - 1) * 4_096);
            bytes.write(0x5A);
        }
    }

    @Test
    void theFilesOfAKilledServerAreOpened() throws IOException {
        copyRunningServer();

        try (Backend backend = open(directory())) {
            assertThat(backend.store().orElseThrow().export().packages()).hasSize(2);
            assertThat(backend.store().orElseThrow().check()).isEmpty();
        }
    }

    @Test
    void theFileIsCheckedAfterAServerWasKilled() throws IOException, SQLException {
        copyRunningServer();
        damageAnIndex();

        isRefused(() -> open(directory()), "damaged", "restore it from a backup: ", "page", file().toString());
    }

    @Test
    void aFileWithTheNameOfTheDirectoryIsRefused() throws IOException {
        Files.createDirectories(directory().getParent());
        Files.writeString(directory(), "occupied");

        isRefused(() -> open(directory()), "is a file, not a directory");
        isRefused(() -> open(directory().resolve("below")), "cannot be created");
        assertThat(directory()).hasContent("occupied");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefused() throws IOException {
        Files.createDirectories(directory().resolve("packhouse.lock"));
        isRefused(() -> open(directory()), "not writable", directory().toString());

        Path other = temporary.resolve("other");
        Files.createDirectories(other.resolve("packhouse.db"));
        isRefused(() -> open(other), "cannot be opened", other.toString());
    }

    @Test
    void tokensAreNotInTheFile() throws IOException {
        createDatabase();

        String bytes = new String(Files.readAllBytes(file()), ISO_8859_1);
        assertThat(bytes).contains("octo-org").doesNotContain(NpmStore.SECRET);
    }
}
