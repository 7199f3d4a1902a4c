package dev.packhouse.adapter.http.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {

    private static final PlanHeader HEADER = new PlanHeader(
            Instant.parse("2026-11-21T06:00:00Z"),
            Instant.parse("2026-11-28T06:00:00Z"),
            "github",
            Optional.of("https://api.github.com"),
            Optional.of("https://ghcr.example"),
            "octo-org",
            2001,
            "monalisa",
            "nightly",
            "{\"version\":1}",
            "ab",
            Map.of("live", new PlanHeader.ListFacts("cd", 3)));

    @TempDir
    private Path directory;

    private Path plan(String... lines) throws IOException {
        return Files.writeString(directory.resolve("p.jsonl"), String.join("\n", lines));
    }

    private Path written() throws IOException {
        Path file = directory.resolve("p.jsonl");
        try (PlanWriter writer = new PlanWriter(Files.newOutputStream(file))) {
            writer.header(HEADER);
            writer.end(List.of("5 versions go, more than 3"), List.of("npm tool: hidden"));
        }
        return file;
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        try (PlanReader reader = PlanReader.open(written())) {
            assertThat(reader.header()).isEqualTo(HEADER);
            assertThat(reader.next()).isEmpty();
            assertThat(reader.next()).isEmpty();
            assertThat(reader.end())
                    .isEqualTo(new PlanHeader.End(
                            0, 0, 0, List.of("5 versions go, more than 3"), List.of("npm tool: hidden")));
        }
    }

    @Test
    void theEndIsKnownAfterTheLastPackage() throws IOException {
        try (PlanReader reader = PlanReader.open(written())) {
            assertThatThrownBy(reader::end).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aFileThatIsCutOffIsRefusedWithItsLine() throws IOException {
        Path file = written();
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 1));

        assertThatThrownBy(() -> readAll(file)).hasMessage(file + ":2: the file is cut off here");
    }

    @Test
    void aFileWithoutEndIsRefused() throws IOException {
        Path file = written();
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.indexOf('\n') + 1));

        assertThatThrownBy(() -> readAll(file)).hasMessage(file + ":2: the file is cut off here");
    }

    private static void readAll(Path file) throws IOException {
        try (PlanReader reader = PlanReader.open(file)) {
            while (reader.next().isPresent()) {
                assertThat(reader.header()).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            quoteCharacter = '~',
            value = {
                "{} % it is no plan of a cleanup",
                "[] % it is no JSON object: []",
                "{\"packhouse\":\"plan\",\"format\":2} % it is a plan of format 2, and this edition reads format 1: plan again",
                "{\"packhouse\":\"plan\",\"format\":1} % 'policy' is missing, or not an object",
            })
    void otherFilesAreRefused(String first, String reason) throws IOException {
        Path file = plan(first, "");

        assertThatThrownBy(() -> PlanReader.open(file))
                .isInstanceOf(PlanFileException.class)
                .hasMessage(file + ":1: " + reason);
    }

    @Test
    void textThatIsNoJsonIsRefused() throws IOException {
        Path file = plan("version: 1", "");

        assertThatThrownBy(() -> PlanReader.open(file)).hasMessageStartingWith(file + ":1: it is no JSON: ");
    }

    @Test
    void aCompressedNameNeedsCompressedContent() throws IOException {
        Path file = Files.writeString(directory.resolve("p.gz"), "{}\n");

        assertThatThrownBy(() -> PlanReader.open(file)).hasMessage(file + ": it is not compressed by gzip");
    }
}
