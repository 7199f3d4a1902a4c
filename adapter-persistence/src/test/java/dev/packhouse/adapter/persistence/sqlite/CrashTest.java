package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.versions;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process with {@code kill -9} while it commits changes. */
class CrashTest {

    private static final int VERSIONS = 5_000;
    private static final int CHANGES = 150;

    @TempDir
    Path directory;

    @Test
    void noCompletedChangeIsLost() throws IOException, InterruptedException {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            add(backend, packages(packageEntry(7, versions(1, VERSIONS))));
        }

        Set<Long> completed = killAfterChanges();

        assertThat(completed).hasSizeGreaterThanOrEqualTo(CHANGES);
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            List<String> integrity = backend.database()
                    .read(connection -> connection.list("pragma integrity_check", row -> row.text("integrity_check")));
            assertThat(integrity).containsExactly("ok");
            PackageEntry entry =
                    backend.store().orElseThrow().export().packages().get(0);
            Set<Long> deleted = entry.versions().stream()
                    .filter(version -> version.deletedAt().isPresent())
                    .map(version -> version.id().orElseThrow())
                    .collect(Collectors.toSet());
            assertThat(deleted).containsAll(completed);
            assertThat(NpmStore.active(backend, 7).versions().active()).hasValue(VERSIONS - deleted.size());
        }
    }

    /** Returns all ids that the process printed before it was killed. */
    private Set<Long> killAfterChanges() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DeletingProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(VERSIONS))
                .redirectError(Redirect.INHERIT)
                .start();
        Set<Long> completed = new TreeSet<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            String line = lines.readLine();
            assertThatThrownBy(() -> NpmStore.open(directory))
                    .isInstanceOf(BackendOpenException.class)
                    .hasMessageContainingAll("in use", directory.toString());
            while (line != null) {
                if (completed.add(Long.valueOf(line)) && completed.size() == CHANGES) {
                    // By its connection: Process.destroyForcibly would close the output before all of it is read.
                    child.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return completed;
    }
}
