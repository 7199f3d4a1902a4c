package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.adapter.http.statefile.StateFile;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.testing.Cleanup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans packages that are written down beside the policy and what it leaves, from a state file in a store to the plan file. */
class CleanupScenariosTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DIGEST = Pattern.compile("DIGEST\\(([^)]*)\\)");

    @TempDir
    private Path directory;

    static Stream<Named<JsonNode>> scenarios() throws IOException {
        try (InputStream file = CleanupScenariosTest.class.getResourceAsStream("cleanup/scenarios.yaml")) {
            return StreamSupport.stream(new YAMLMapper().readTree(file).spliterator(), false)
                    .map(scenario -> Named.of(scenario.get("name").asText(), scenario));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void thePolicyLeavesWhatIsWrittenDown(JsonNode scenario) throws IOException {
        load(state(scenario));
        Path policy = Files.writeString(directory.resolve("policy.json"), policy(scenario));

        CommandResult result = InProcessCommand.run(
                "cleanup",
                "plan",
                "--policy",
                policy.toString(),
                "--owner",
                "octo-org",
                "--data",
                directory.resolve("data").toString(),
                "-o",
                directory.resolve("p.jsonl").toString());

        assertThat(result.err()).isEmpty();
        assertThat(survivors(scenario)).containsExactlyInAnyOrderElementsOf(texts(scenario.get("survivors")));
    }

    private List<String> survivors(JsonNode scenario) throws IOException {
        Map<String, String> names = new HashMap<>();
        scenario.get("versions").fieldNames().forEachRemaining(name -> names.put(digest(name), name));
        List<String> survivors = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("p.jsonl"))) {
            JsonNode item = JSON.readTree(line);
            if (item.path("do").asText().equals("keep")) {
                survivors.add(names.get(item.get("name").asText()));
            }
        }
        return survivors;
    }

    private void load(String state) throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        RegistryState parsed =
                StateFile.read("state.json", ByteSource.wrap(state.getBytes(UTF_8)), InProcessCommand.NOW);
        CommandWiring.<Void>administer(
                Backends.named("sqlite"), data, InstantSource.fixed(InProcessCommand.NOW), administration -> {
                    administration.load(parsed);
                    return null;
                });
    }

    private String policy(JsonNode scenario) throws IOException {
        ObjectNode file = JSON.createObjectNode().put("version", 1);
        for (Map.Entry<String, JsonNode> list : scenario.path("lists").properties()) {
            Files.write(
                    directory.resolve(list.getKey() + ".txt"),
                    texts(list.getValue()).stream()
                            .map(CleanupScenariosTest::withDigests)
                            .toList());
            file.withObject("/lists/" + list.getKey()).put("file", list.getKey() + ".txt");
        }
        file.putArray("policies").add(scenario.get("policy"));
        return withDigests(file.toString());
    }

    private static String withDigests(String text) {
        return DIGEST.matcher(text).replaceAll((MatchResult match) -> digest(match.group(1)));
    }

    private static String digest(String name) {
        return Cleanup.digest(name).value();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The state file of a scenario. */
    private static String state(JsonNode scenario) {
        ObjectNode state = JSON.createObjectNode();
        state.putArray("users").addObject().put("login", "monalisa");
        state.putArray("organizations")
                .addObject()
                .put("login", "octo-org")
                .putArray("owners")
                .add("monalisa");
        ObjectNode subject = state.putArray("packages")
                .addObject()
                .put("owner", "octo-org")
                .put("package_type", "container")
                .put("name", "app")
                .put("visibility", scenario.path("visibility").asText("private"));
        ArrayNode versions = subject.putArray("versions");
        for (Map.Entry<String, JsonNode> version : scenario.get("versions").properties()) {
            add(versions.addObject(), version.getKey(), version.getValue());
        }
        return state.toString();
    }

    private static void add(ObjectNode version, String name, JsonNode fields) {
        String created = fields.path("age").asText("10d");
        version.put("name", digest(name))
                .put("downloads", fields.path("downloads").asLong(0))
                .put("created_at", date(created))
                .put("updated_at", date(fields.path("updated").asText(created)));
        ArrayNode tags = version.putArray("tags");
        fields.path("tags").forEach(tags::add);
        addReferrerTag(tags, fields.path("referrers"), "");
        addReferrerTag(tags, fields.path("signs"), ".sig");
        if (!fields.path("unread").asBoolean()) {
            manifest(version.putObject("manifest"), fields);
        }
    }

    private static String date(String age) {
        Instant date = new Age(age).before(InProcessCommand.NOW, ZoneOffset.UTC);
        return date.toString();
    }

    private static void addReferrerTag(ArrayNode tags, JsonNode referred, String suffix) {
        if (referred.isTextual()) {
            tags.add(digest(referred.asText()).replace(':', '-') + suffix);
        }
    }

    private static void manifest(ObjectNode manifest, JsonNode fields) {
        Manifest.Kind kind = fields.has("index") || fields.has("layers")
                ? Manifest.Kind.INDEX
                : fields.has("subject") ? Manifest.Kind.ARTIFACT : Manifest.Kind.IMAGE;
        manifest.put("kind", kind.label());
        if (fields.has("index")) {
            ArrayNode children = manifest.putArray("children");
            texts(fields.get("index")).forEach(child -> children.add(digest(child)));
        }
        if (fields.has("subject")) {
            manifest.put("subject", digest(fields.get("subject").asText()));
        }
    }
}
