package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. */
class ReadmeTest {

    private final String readme;

    ReadmeTest() throws IOException {
        readme = Files.readString(Path.of("..", "README.md"));
    }

    private List<String> found(String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(readme)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void itsStateFileIsAGoodOne(@TempDir Path directory) throws IOException {
        List<String> files = found("^```yaml\n(.*?)^```");
        assertThat(files).hasSize(1);
        Path file = Files.writeString(directory.resolve("state.yaml"), files.get(0));

        assertThat(Session.run("state", "check", file.toString()).out())
                .endsWith(": 2 users, 1 organizations, 1 repositories, 1 packages, 1 versions, 2 tokens\n");
    }

    @Test
    void itsTableHasEveryOptionOfServe() {
        List<String> options = Pattern.compile("^ +(--[a-z-]+)", Pattern.MULTILINE)
                .matcher(Session.run("serve", "--help").out())
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(options).hasSizeGreaterThan(10);
        assertThat(found("^\\| `(--[a-z-]+)[^|]*\\|")).containsExactlyElementsOf(options);
    }

    @Test
    void itsFiveLinesAreTheTestedOnes() throws IOException {
        String test = Files.readString(
                Path.of("..", "domain", "src", "test", "java", "dev", "packhouse", "domain", "FiveLinesTest.java"));

        assertThat(found("delete this version, and if not, why\\?\n\n```java\n(.*?)^```"))
                .singleElement()
                .satisfies(lines -> assertThat(test.replaceAll("(?m)^ +", "")).contains(lines));
    }

    @Test
    void itsDecisionsAreNumberedFrom1To18() {
        assertThat(found("^(\\d+)\\. \\*\\*"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 18).mapToObj(Integer::toString).toList());
    }

    @Test
    void itsCurlLinesAreTheDemosOwn() {
        assertThat(found("^    \\$ (curl [^\n]*)$")).containsExactlyElementsOf(Demo.curlLines("http://127.0.0.1:8080"));
    }
}
