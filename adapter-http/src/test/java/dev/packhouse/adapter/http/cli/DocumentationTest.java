package dev.packhouse.adapter.http.cli;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the documentation say what is so: their commands, files, links and names of classes are tried. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final Path DECISIONS = ROOT.resolve("domain/README.md");
    private static final Path STATE_FILE = ROOT.resolve("adapter-http/docs/state-file.md");
    private static final Path COMMAND_LINE = ROOT.resolve("adapter-http/docs/command-line.md");

    private static final Path TESTING = ROOT.resolve("adapter-http/docs/testing.md");
    private static final Path CONSUMER = ROOT.resolve("adapter-http/src/test/consumer");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");

    /** A name in code style that can only be that of a class: two words at least, as in {@code RestorePolicy.Member}. */
    private static final Pattern CLASS =
            Pattern.compile("`([A-Z][a-z]+(?:[A-Z][A-Za-z0-9]*)+)(?:\\.([A-Za-z_]\\w*))?`");

    /** Names of other projects, which look the same. */
    private static final Set<String> FOREIGN =
            Set.of("GracefulHandler", "QoSHandler", "ServiceLoader", "UriCompliance", "OldUpper");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/")
                            && !file.toString().contains("/src/"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(Path page, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text(page))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static List<String> yaml(Path page) {
        return found(page, "^```yaml\n(.*?)^```");
    }

    private static CommandResult check(Path directory, String content) throws IOException {
        Path file = Files.writeString(directory.resolve("state.yaml"), content);
        return InProcessCommand.run("state", "check", file.toString());
    }

    @Test
    void theReadmeIsShorterThan200Lines() {
        assertThat(text(README).lines()).hasSizeLessThan(200);
    }

    @Test
    void theStateFilesOfTheExamplesAreValid(@TempDir Path directory) throws IOException {
        assertThat(yaml(README)).hasSize(1);
        assertThat(check(directory, yaml(README).get(0)).out())
                .endsWith(": 1 users, 1 organizations, 0 repositories, 1 packages, 2 versions, 1 tokens\n");
        assertThat(check(directory, yaml(STATE_FILE).get(0)).out())
                .endsWith(": 2 users, 1 organizations, 1 repositories, 1 packages, 1 versions, 2 tokens\n");
        assertThat(check(directory, yaml(STATE_FILE).get(1)).out())
                .endsWith(": 1 users, 0 organizations, 0 repositories, 1 packages, 3 versions, 0 tokens\n");
    }

    @Test
    void theWrongStateFileIsRefusedAsThePageShows(@TempDir Path directory) throws IOException {
        String shown = found(STATE_FILE, "packhouse state check state.yaml\n((?:    state.yaml:[^\n]*\n)+)")
                .get(0);

        assertThat(yaml(STATE_FILE)).hasSize(3);
        assertThat(check(directory, yaml(STATE_FILE).get(2)).err().replace(directory + "/", ""))
                .isEqualTo(shown.replaceAll("(?m)^ {4}", ""));
    }

    @Test
    void theTableOfServeHasEveryOption() {
        assertThat(options("serve")).hasSizeGreaterThan(10);
        assertThat(found(COMMAND_LINE, "^\\| `(--[a-z-]+)[^|]*\\|")).containsExactlyElementsOf(options("serve"));
    }

    private static List<String> options(String... command) {
        return Pattern.compile("^ +(--[a-z-]+)", Pattern.MULTILINE)
                .matcher(help(command))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String help(String... command) {
        return InProcessCommand.run(Stream.concat(Arrays.stream(command), Stream.of("--help"))
                        .toArray(String[]::new))
                .out();
    }

    /** All commands, as their help lists them. */
    static Stream<List<String>> commands() {
        return commandsBelow(List.of());
    }

    private static Stream<List<String>> commandsBelow(List<String> command) {
        String help = help(command.toArray(String[]::new));
        int list = help.indexOf("\nCommands:\n");
        return list < 0
                ? Stream.of(command)
                : Pattern.compile("^  ([a-z-]+) ", Pattern.MULTILINE)
                        .matcher(help.substring(list))
                        .results()
                        .map(match -> Stream.concat(command.stream(), Stream.of(match.group(1)))
                                .toList())
                        .flatMap(DocumentationTest::commandsBelow);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsShownWithEachOfItsOptions(List<String> command) {
        String name = String.join(" ", command);
        List<String> lines = found(COMMAND_LINE, "^    (packhouse " + name + "[^\n]*)$");

        assertThat(lines).isNotEmpty();
        assertThat(options(command.toArray(String[]::new)))
                .filteredOn(option -> !option.equals("--help") && !option.equals("--version"))
                .allSatisfy(option -> assertThat(text(COMMAND_LINE)).contains(option));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandLineIsUnderstood(Path page) {
        String jar = "java -jar adapter-http/target/packhouse.jar";
        List<String> lines = new ArrayList<>(found(page, "^    \\$? ?(packhouse [^\n]*)$"));
        found(page, "^    (?:[A-Z_]+=\\S+ )?(" + jar + " [^\n]*)$")
                .forEach(line -> lines.add(line.replace(jar, "packhouse")));

        for (String line : lines) {
            String[] words = (line.replaceFirst("^packhouse ", "") + " --help").split(" +", -1);
            assertThat(InProcessCommand.run(words)).as(line).matches(result -> result.exitCode() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theLinesOfJavaAreThoseOfATest(Path page) {
        for (String lines : found(page, "^```java\n(.*?)^```")) {
            assertThat(Sources.ALL)
                    .filteredOn(file -> file.toString().contains("/src/test/"))
                    .anyMatch(file -> unindented(text(file)).contains(unindented(lines)));
        }
    }

    private static String unindented(String lines) {
        return lines.replaceAll("(?m)^ +", "");
    }

    @Test
    void theReadmeShowsHowToAskTheRules() {
        assertThat(found(README, "^```java\n(.*?)^```"))
                .hasSize(2)
                .last()
                .asString()
                .contains("PackageAuthorizer", "import ");
    }

    @Test
    void theExamplesForTestsUseOneStateFile() {
        String state = text(CONSUMER.resolve("src/test/resources/state.yaml"));

        assertThat(yaml(README)).containsExactly(state);
        assertThat(yaml(TESTING)).containsExactly(state);
    }

    @Test
    void theExamplesForTestsHaveDependencyAndPluginOfAProjectThatIsBuilt() {
        assertThat(found(TESTING, "^```xml\n(.*?)^```"))
                .hasSize(2)
                .allMatch(lines -> text(CONSUMER.resolve("pom.xml")).contains(lines));
    }

    @Test
    void theCurlLinesAreThoseOfTheDemo() {
        assertThat(found(README, "^    \\$ (curl [^\n]*)$"))
                .containsExactlyElementsOf(Demo.curlLines("http://127.0.0.1:8080"));
    }

    @Test
    void theDecisionsAreNumberedFrom1To18AndEachNamesItsClasses() {
        assertThat(found(DECISIONS, "^(\\d+)\\. \\*\\*"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 18).mapToObj(Integer::toString).toList());
        assertThat(found(DECISIONS, "^\\d+\\. \\*\\*(.*?)(?=^\\d+\\. \\*\\*|^## )"))
                .hasSize(18)
                .allMatch(decision -> decision.contains("→ `"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) {
        LINK.matcher(text(page))
                .results()
                .filter(link -> !link.group(1).contains("://"))
                .forEach(link -> {
                    Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                    assertThat(target).exists();
                    if (link.group(2) != null) {
                        assertThat(anchors(target)).contains(link.group(2));
                    }
                });
    }

    private static List<String> anchors(Path page) {
        return found(page, "^#+ ([^\n]*)$").stream()
                .map(title -> title.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyClassThatAPageNamesExists(Path page) throws IOException {
        Set<String> missing = new TreeSet<>();
        for (MatchResult match : CLASS.matcher(text(page)).results().toList()) {
            String name = match.group(1);
            if (FOREIGN.contains(name) || isOfTheJdk(name)) {
                continue;
            }
            List<Path> sources = Sources.declaring(name);
            String member = match.group(2);
            if (sources.isEmpty()
                    || (member != null
                            && sources.stream().noneMatch(source -> text(source).contains(member)))) {
                missing.add(match.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isOfTheJdk(String name) {
        try {
            Class.forName("java.lang." + name);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void everyPageIsReachedFromTheReadme() throws IOException {
        Set<Path> reached = new TreeSet<>();
        List<Path> open = new ArrayList<>(List.of(README));
        while (!open.isEmpty()) {
            Path page = open.remove(0);
            if (reached.add(page)) {
                LINK.matcher(text(page))
                        .results()
                        .map(link -> page.resolveSibling(link.group(1)).normalize())
                        .filter(target -> target.toString().endsWith(".md"))
                        .forEach(open::add);
            }
        }
        assertThat(reached).containsExactlyElementsOf(pages().collect(toCollection(TreeSet::new)));
    }

    /** The source files of all modules. */
    private static final class Sources {

        private static final List<Path> ALL = all();

        private static List<Path> all() {
            try (Stream<Path> files = Files.walk(ROOT)) {
                return files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .sorted(Comparator.naturalOrder())
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static List<Path> declaring(String type) {
            Pattern declaration = Pattern.compile("\\b(?:class|interface|record|enum|@interface) " + type + "\\b");
            return ALL.stream()
                    .filter(file -> declaration.matcher(text(file)).find())
                    .toList();
        }
    }
}
