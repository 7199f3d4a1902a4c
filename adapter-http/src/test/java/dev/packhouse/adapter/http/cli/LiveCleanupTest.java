package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.adapter.http.testing.Packhouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans a cleanup with the live backend, whose registry is another server, and its manifests those of a registry beside it. */
class LiveCleanupTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "ghp_live";
    private static final Map<String, String> ENVIRONMENT = Map.of("GH_TOKEN", TOKEN);
    private static final String IMAGE = """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":\
            "application/vnd.oci.image.config.v1+json","digest":"sha256:0","size":%s}}""";
    private static final String INDEX = """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":\
            "application/vnd.oci.image.manifest.v1+json","digest":"%s","platform":{"os":"linux","architecture":"amd64"}}]}""";

    @TempDir
    private Path directory;

    private final ManifestRegistry registry = new ManifestRegistry(TOKEN);
    private final String child = registry.add(IMAGE.formatted(1));
    private final String index = registry.add(INDEX.formatted(child));
    private final String stray = registry.add(IMAGE.formatted(2));
    private Packhouse github;

    @BeforeEach
    void startTheLiveRegistry() throws IOException {
        github = Packhouse.start(options -> options.state("""
                users: [{login: monalisa}]
                organizations: [{login: octo-org, owners: [monalisa]}]
                packages:
                  - owner: octo-org
                    package_type: container
                    name: app
                    versions:
                      - {id: 1, name: "%s", tags: [v1], created_at: 2026-01-03T00:00:00Z}
                      - {id: 2, name: "%s", created_at: 2026-01-02T00:00:00Z}
                      - {id: 3, name: "%s", created_at: 2026-01-01T00:00:00Z}
                tokens: [{token: %s, user: monalisa, scopes: [repo, read:packages, write:packages, delete:packages]}]
                """.formatted(index, child, stray, TOKEN)));
        Files.writeString(
                directory.resolve("policy.yaml"), "version: 1\npolicies: [{name: p, delete: [{tagged: false}]}]\n");
        Files.createDirectory(directory.resolve("data"));
    }

    @AfterEach
    void stop() {
        github.close();
        registry.close();
    }

    private CommandResult plan(String output, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "cleanup",
                "plan",
                "--policy",
                directory.resolve("policy.yaml").toString(),
                "--owner",
                "octo-org",
                "-o",
                directory.resolve(output).toString()));
        args.addAll(List.of(more));
        return InProcessCommand.runIn(ENVIRONMENT, args.toArray(String[]::new));
    }

    private CommandResult live(String output, String... more) {
        List<String> args = new ArrayList<>(
                List.of("--backend", "github", "--github-url", github.baseUrl(), "--registry-url", registry.url()));
        args.addAll(List.of(more));
        return plan(output, args.toArray(String[]::new));
    }

    private Map<Long, String> decisions(String plan) throws IOException {
        Map<Long, String> decisions = new LinkedHashMap<>();
        for (String line : Files.readAllLines(directory.resolve(plan))) {
            JsonNode item = JSON.readTree(line);
            if (item.has("do")) {
                decisions.put(item.get("id").asLong(), item.get("do").asText());
            }
        }
        return decisions;
    }

    @Test
    void whatAnIndexListsStaysAndIsNotRead() throws IOException {
        CommandResult result = live("p.jsonl");

        assertThat(result.err()).isEmpty();
        assertThat(decisions("p.jsonl")).isEqualTo(Map.of(1L, "keep", 2L, "keep", 3L, "delete"));
        assertThat(registry.reads())
                .containsExactlyInAnyOrder(
                        "/v2/octo-org/app/manifests/" + index, "/v2/octo-org/app/manifests/" + stray);
    }

    @Test
    void thePlanNamesBothAddressesThatGotTheTokenAndNotTheToken() throws IOException {
        live("p.jsonl");

        assertThat(Files.readString(directory.resolve("p.jsonl")))
                .contains("\"backend\":\"github\",\"url\":\"%s\",\"registry\":\"%s\""
                        .formatted(github.baseUrl(), registry.url()))
                .contains("\"caller\":\"monalisa\"")
                .doesNotContain(TOKEN);
    }

    @Test
    void nothingIsReadTwice() throws IOException {
        String data = directory.resolve("data").toString();
        live("one.jsonl", "--data", data);
        int reads = registry.reads().size();

        live("two.jsonl", "--data", data);
        live("three.jsonl", "--data", data, "--manifests", "cached");

        assertThat(registry.reads()).hasSize(reads);
        assertThat(decisions("three.jsonl")).isEqualTo(decisions("one.jsonl"));
    }

    @Test
    void nothingGoesIfManifestsAreNotRead() throws IOException {
        live("p.jsonl", "--manifests", "never");

        assertThat(registry.reads()).isEmpty();
        assertThat(decisions("p.jsonl").values()).containsOnly("keep");
        assertThat(Files.readString(directory.resolve("p.jsonl")))
                .contains("the manifest of 3 is not known: manifests are not read")
                .doesNotContain("\"registry\"");
    }

    @Test
    void anUnknownWayWithManifestsIsRefused() {
        assertThat(live("p.jsonl", "--manifests", "sometimes"))
                .returns(2, CommandResult::exitCode)
                .satisfies(
                        result -> assertThat(result.err())
                                .startsWith(
                                        "packhouse: 'sometimes' is no value of --manifests, expected one of read, cached, never"));
    }

    @Test
    void aCopyWithManifestsHasTheSamePlan() throws IOException {
        String data = directory.resolve("data").toString();
        live("live.jsonl");
        CommandResult mirror = InProcessCommand.runIn(
                ENVIRONMENT,
                "mirror",
                "--owner",
                "octo-org",
                "--github-url",
                github.baseUrl(),
                "--registry-url",
                registry.url(),
                "--with-manifests",
                "--data",
                data);

        assertThat(mirror.err()).isEmpty();
        assertThat(InProcessCommand.run(
                                "cleanup",
                                "plan",
                                "--policy",
                                directory.resolve("policy.yaml").toString(),
                                "--owner",
                                "octo-org",
                                "--data",
                                data,
                                "-o",
                                directory.resolve("copy.jsonl").toString())
                        .err())
                .isEmpty();
        assertThat(decisions("copy.jsonl")).isEqualTo(decisions("live.jsonl"));
    }
}
