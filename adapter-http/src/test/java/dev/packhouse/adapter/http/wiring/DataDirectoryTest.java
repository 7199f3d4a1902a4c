package dev.packhouse.adapter.http.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

    @TempDir
    private Path parent;

    private Path filled(String name, String... files) throws IOException {
        Path directory = Files.createDirectories(parent.resolve(name));
        for (String file : files) {
            Files.writeString(directory.resolve(file), "text");
        }
        return directory;
    }

    private Path killed(String name) throws IOException {
        return filled(name, "packhouse.lock", "packhouse.db");
    }

    private void startAnother() throws IOException {
        DataDirectory.temporaryIn(parent).close();
    }

    @Test
    void theDefaultDirectoryIsInTheWorkingDirectory() {
        DataDirectory directory = DataDirectory.of(Optional.empty(), false);

        assertThat(directory.path()).isEqualTo(Path.of("packhouse-data"));
        assertThat(directory.isTemporary()).isFalse();
    }

    @Test
    void aTemporaryDirectoryIsAlwaysDeleted() throws IOException {
        DataDirectory directory = DataDirectory.temporaryIn(parent);
        Files.createFile(directory.path().resolve("packhouse.lock"));
        Files.writeString(directory.path().resolve("file"), "text");

        directory.keep();
        directory.close();

        assertThat(directory.isTemporary()).isTrue();
        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void aFailedStartKeepsAnExistingDirectory() throws IOException {
        Path existing = killed("existing");
        DataDirectory directory = DataDirectory.of(Optional.of(existing), true);

        directory.close();

        assertThat(directory.isTemporary()).isFalse();
        assertThat(existing.toFile().list()).containsExactlyInAnyOrder("packhouse.lock", "packhouse.db");
    }

    @Test
    void aStartedServerKeepsTheDirectoryThatItCreated() throws IOException {
        DataDirectory directory = DataDirectory.of(Optional.of(parent.resolve("new")), true);
        Path created = killed("new");

        directory.keep();
        directory.close();

        assertThat(created).isNotEmptyDirectory();
    }

    @Test
    void aFailedStartDeletesItsNewDirectoryAndParents() throws IOException {
        Path old = filled("old", "file");
        DataDirectory directory = DataDirectory.of(Optional.of(old.resolve("a/b/data")), true);
        killed("old/a/b/data");

        directory.close();

        assertThat(old.toFile().list()).containsExactly("file");
    }

    @Test
    void aFailedStartKeepsANewParentWithOtherEntries() throws IOException {
        DataDirectory directory = DataDirectory.of(Optional.of(parent.resolve("a/b/data")), true);
        killed("a/b/data");
        filled("a/other");

        directory.close();

        assertThat(parent.resolve("a").toFile().list()).containsExactly("other");
    }

    @Test
    void aFailedStartKeepsADirectoryThatAnotherServerUses() throws IOException {
        DataDirectory directory = DataDirectory.of(Optional.of(parent.resolve("data")), true);
        Path other = killed("data");
        try (FileChannel open = lock(other)) {
            directory.close();

            assertThat(open.isOpen()).isTrue();
            assertThat(other.toFile().list()).containsExactlyInAnyOrder("packhouse.lock", "packhouse.db");
        }
    }

    @Test
    void aFailedStartKeepsADirectoryWithoutALockFile() throws IOException {
        DataDirectory directory = DataDirectory.of(Optional.of(parent.resolve("data")), true);
        Path other = filled("data", "file", "another");

        directory.close();

        assertThat(other.toFile().list()).containsExactlyInAnyOrder("file", "another");
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(directory.resolve("packhouse.lock"), StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }

    @Test
    void theNextTemporaryServerDeletesTheDirectoryOfAKilledOne() throws IOException {
        Path left = killed("packhouse-temporary-17");
        Files.createFile(left.resolve("packhouse.db-wal"));

        startAnother();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aTemporaryDirectoryInUseIsKept() throws IOException {
        Path used = killed("packhouse-temporary-17");
        try (FileChannel open = lock(used)) {
            startAnother();

            assertThat(open.isOpen()).isTrue();
            assertThat(used.toFile().list()).containsExactlyInAnyOrder("packhouse.lock", "packhouse.db");
        }
    }

    @Test
    void aTemporaryDirectoryOfAStartingServerIsKept() throws IOException {
        Path first = filled("packhouse-temporary-17");
        Path second = filled("packhouse-temporary-18", "packhouse.lock");

        startAnother();

        assertThat(first).exists();
        assertThat(second).isNotEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "packhouse-temporary-",
                "packhouse-17",
                "packhouse-temporary-17x",
                "packhouse-temporary-1-7",
                "temporary-17"
            })
    void directoriesWithOtherNamesAreKept(String name) throws IOException {
        Path other = killed(name);

        startAnother();

        assertThat(other).isNotEmptyDirectory();
    }

    @Test
    void directoriesWithoutALockFileAreKept() throws IOException {
        Path other = filled("packhouse-temporary-17", "packhouse.db", "file");

        startAnother();

        assertThat(other).isNotEmptyDirectory();
    }

    @Test
    void linksAndFilesAreKept() throws IOException {
        Path elsewhere = killed("elsewhere");
        Path link = Files.createSymbolicLink(parent.resolve("packhouse-temporary-17"), elsewhere);
        Path file = Files.createFile(parent.resolve("packhouse-temporary-18"));

        startAnother();

        assertThat(link).isSymbolicLink();
        assertThat(file).exists();
        assertThat(elsewhere).isNotEmptyDirectory();
    }

    @Test
    void directoriesOfOtherUsersAreKept() throws IOException {
        Path other = killed("packhouse-temporary-17");
        try {
            Files.setOwner(
                    other, other.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        } catch (FileSystemException | UserPrincipalNotFoundException e) {
            abort("Only a privileged user gives files to another one: " + e);
        }

        startAnother();

        assertThat(other).isNotEmptyDirectory();
    }
}
