package dev.packhouse.adapter.http.policyfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies that the page about cleanups shows and links. */
class CleanupPageTest {

    private static final Path PAGE = Path.of("docs/cleanup.md");
    private static final Path MIGRATION = Path.of("src/test/resources/dev/packhouse/adapter/http/policyfile/migration");

    static Stream<Path> migrations() throws IOException {
        try (Stream<Path> directories = Files.list(MIGRATION)) {
            return directories.sorted().toList().stream();
        }
    }

    static List<String> examples() {
        return Pattern.compile("^```yaml\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(page())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsAcceptedByReaderAndSchema(String example) {
        assertThat(Policies.problems(example)).isEmpty();
        assertThat(PolicySchemaTest.errors(PolicySchemaTest.tree(example))).isEmpty();
    }

    @Test
    void thePageShowsEightPolicies() {
        assertThat(examples())
                .flatExtracting(example -> Policies.read(example).policies().policies())
                .extracting(CleanupPolicy::name)
                .contains(
                        "untagged",
                        "n-and-days",
                        "pull-requests",
                        "semver",
                        "snapshots",
                        "nightly",
                        "unused",
                        "branches");
    }

    @Test
    void onlyTheExamplesOfUnusedVersionsHaveWarnings() {
        assertThat(examples())
                .filteredOn(example -> !Policies.read(example).warnings().isEmpty())
                .allMatch(example -> example.contains("downloads:"));
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void thePolicyInPlaceOfAnotherToolLeavesWhatItIsExpectedTo(Path directory) throws IOException {
        SmallWorld world = new SmallWorld(new YAMLMapper().readTree(Files.readString(directory.resolve("world.yaml"))));
        String text = Files.readString(directory.resolve("policy.yaml"));
        PolicyFile policy = Policies.read(text);

        assertThat(PolicySchemaTest.errors(PolicySchemaTest.tree(text))).isEmpty();

        assertThat(world.survivors(policy))
                .containsExactlyElementsOf(Files.readAllLines(directory.resolve("survivors.txt")));
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void theTableHasEachOfThem(Path directory) {
        assertThat(page()).contains("](../" + directory.resolve("policy.yaml") + ")");
    }

    @Test
    void thereAreManyOfThem() throws IOException {
        assertThat(migrations()).hasSize(21);
    }

    @Test
    void thePageHasEveryKey() {
        List<String> keys = Pattern.compile("\"([a-z-]+)\":")
                .matcher(Policies.read(PolicyFileTest.EVERYTHING).text())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(keys)
                .hasSizeGreaterThan(60)
                .allSatisfy(key -> assertThat(page()).contains(key));
    }
}
