package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.ByteSource;
import com.google.common.io.Resources;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.adapter.http.statefile.StateFile;
import dev.packhouse.domain.testing.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies that the page shows have the plans that are kept here, byte for byte. */
class ExamplePlansTest {

    private static final Path PAGE = Path.of("docs/cleanup.md");

    @TempDir
    private Path directory;

    /** The name of the policy and the text of each file below the heading of the examples. */
    static Stream<Arguments> examples() throws IOException {
        String page = Files.readString(PAGE);
        return Pattern.compile("^```yaml\n(.*?  - name: ([a-z-]+)\n.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(page.substring(page.indexOf("\n## Examples\n")))
                .results()
                .map((MatchResult match) -> Arguments.of(match.group(2), match.group(1)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void thePlanOfAnExampleIsTheKeptOne(String name, String policy) throws IOException {
        load();
        Files.writeString(directory.resolve("live.txt"), "registry.example/octo-org/app:pr-13\n");
        Files.writeString(directory.resolve("branches.txt"), "feature-a-SNAPSHOT\n");

        CommandResult result = InProcessCommand.run(
                "cleanup",
                "plan",
                "--policy",
                Files.writeString(directory.resolve("policy.yaml"), policy).toString(),
                "--owner",
                "octo-org",
                "--data",
                directory.resolve("data").toString(),
                "-o",
                directory.resolve("p.jsonl").toString());

        assertThat(result.err()).isEmpty();
        Path made = Files.createDirectories(Path.of("target/plans")).resolve(name + ".plan.jsonl");
        Files.copy(directory.resolve("p.jsonl"), made, StandardCopyOption.REPLACE_EXISTING);
        assertThat(Files.readString(made))
                .as("%s, copied there by this test; review a difference before it is kept", made)
                .isEqualTo(resource(name + ".plan.jsonl"));
    }

    private void load() throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        String state = withDigests(resource("state.yaml"));
        CommandWiring.<Void>administer(
                Backends.named("sqlite"), data, InstantSource.fixed(InProcessCommand.NOW), administration -> {
                    try {
                        administration.load(StateFile.read(
                                "state.yaml", ByteSource.wrap(state.getBytes(UTF_8)), InProcessCommand.NOW));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    return null;
                });
    }

    private static String resource(String name) throws IOException {
        return Resources.toString(Resources.getResource(ExamplePlansTest.class, "cleanup/plans/" + name), UTF_8);
    }

    private static String withDigests(String text) {
        String digests = replaced(text, "DIGEST", name -> Cleanup.digest(name).value());
        return replaced(digests, "SUBJECT", name -> Cleanup.digest(name).value().replace(':', '-'));
    }

    private static String replaced(String text, String word, UnaryOperator<String> value) {
        return Pattern.compile(word + "\\(([^)]*)\\)")
                .matcher(text)
                .replaceAll((MatchResult match) -> value.apply(match.group(1)));
    }
}
