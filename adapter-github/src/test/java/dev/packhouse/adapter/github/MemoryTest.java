package dev.packhouse.adapter.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A separate JVM reads a list of 60,000 versions with a heap that is too small for a quarter of them. The result does
 * not depend on the times of garbage collections.
 */
class MemoryTest {

    private static final int VERSIONS = 60_000;
    private static final String HEAP = "-Xmx32m";

    /** The exit code of a JVM with {@code ExitOnOutOfMemoryError} whose heap is full. */
    private static final int OUT_OF_MEMORY = 3;

    @TempDir
    private Path directory;

    private record Ending(int code, String output) {}

    private Ending read(String mode) throws IOException, InterruptedException {
        try (LiveFixture live = PageReaderTest.large(VERSIONS, 0)) {
            var large = live.fake.world.packages.get(0);
            var madeUp = large.madeUp.orElseThrow();
            List<String> tags =
                    IntStream.range(0, 4).mapToObj(i -> ("tag-" + i).repeat(24)).toList();
            large.madeUp = Optional.of(index -> {
                var version = madeUp.apply(index);
                version.tags = tags;
                return version;
            });
            Path output = directory.resolve(mode);
            Process reader = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ListReader.class.getName(),
                            live.fake.url(),
                            mode)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                return new Ending(reader.waitFor(), Files.readString(output));
            } finally {
                reader.destroyForcibly();
            }
        }
    }

    @Test
    void sixtyThousandVersionsTakeTheMemoryOfSomePages() throws IOException, InterruptedException {
        Ending ending = read("forget");

        assertThat(ending.output().lines())
                .as(ending.toString())
                .last()
                .isEqualTo(VERSIONS + " versions, 0 pages held");
        assertThat(ending.code()).isZero();
    }

    /** Shows that the test above can fail. */
    @Test
    void holdingAllPagesRunsOutOfMemory() throws IOException, InterruptedException {
        assertThat(read("hold")).extracting(Ending::code).isEqualTo(OUT_OF_MEMORY);
    }
}
