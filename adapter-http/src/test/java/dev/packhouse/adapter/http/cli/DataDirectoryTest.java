package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void withoutANameDataIsKeptBelowTheWorkingDirectory() {
        assertThat(DataDirectory.of(Optional.empty(), false))
                .isEqualTo(new DataDirectory(Path.of("packhouse-data"), false));
    }

    @Test
    void whatBeginsWithAStateBeginsAnewEachTime() throws IOException {
        DataDirectory directory = DataDirectory.of(Optional.empty(), true);
        Files.writeString(directory.path().resolve("file"), "text");

        directory.close();

        assertThat(directory.isTemporary()).isTrue();
        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void aNamedDirectoryIsKept() {
        DataDirectory directory = DataDirectory.of(Optional.of(parent), true);

        directory.close();

        assertThat(directory).isEqualTo(new DataDirectory(parent, false));
        assertThat(parent).exists();
    }
}
