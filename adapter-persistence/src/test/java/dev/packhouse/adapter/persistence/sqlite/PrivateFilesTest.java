package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.packhouse.application.spi.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The permissions of the files and directories that the backend creates. */
class PrivateFilesTest {

    private static final Map<String, String> PRIVATE = Map.of(
            "", "rwx------",
            "packhouse.db", "rw-------",
            "packhouse.db-shm", "rw-------",
            "packhouse.db-wal", "rw-------",
            "packhouse.lock", "rw-------");

    @TempDir
    Path temporary;

    @BeforeEach
    void hasPermissions() {
        assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> modes(Path directory) throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.forEach(file -> modes.put(directory.relativize(file).toString(), mode(file)));
        }
        return modes;
    }

    @Test
    void theFilesOfARunningServerArePrivate() throws IOException {
        Path directory = temporary.resolve("data");
        try (Backend backend = NpmStore.open(directory)) {
            add(backend, people());

            assertThat(modes(directory)).isEqualTo(PRIVATE);
        }
    }

    /** The process ends without closing, so that all files stay. The parents have the permissions of the umask. */
    @Test
    void theUmaskAffectsOnlyTheParents() throws IOException, InterruptedException {
        Path parent = temporary.resolve("parent");
        Path directory = parent.resolve("data");
        int exitCode = new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 000; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DeletingProcess.class.getName(),
                        directory.toString(),
                        "0")
                .redirectError(Redirect.INHERIT)
                .start()
                .waitFor();

        assertThat(exitCode).isZero();
        assertThat(mode(parent)).isEqualTo("rwxrwxrwx");
        assertThat(modes(directory)).isEqualTo(PRIVATE);
    }

    @Test
    void anExistingDirectoryKeepsItsPermissionsAndItsNewFilesArePrivate() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("shared"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Backend backend = NpmStore.open(directory)) {
            add(backend, people());

            Map<String, String> expected = new TreeMap<>(PRIVATE);
            expected.put("", "rwxr-xr-x");
            assertThat(modes(directory)).isEqualTo(expected);
        }
    }

    @Test
    void onlyADirectoryWithPermissionsForOtherUsersCausesAWarning() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("shared"));
        for (String mode : new String[] {"rwx------", "r-x------"}) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
            assertThat(PrivateFiles.warning(directory)).isEmpty();
        }
        for (String mode : new String[] {"rwx--x---", "rwxr-xr-x", "rwx-----x"}) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
            assertThat(PrivateFiles.warning(directory))
                    .hasValue("Other users of this machine may use the data directory %s (%s): run 'chmod 700 %s'"
                            .formatted(directory, mode, directory));
        }
    }
}
