package dev.packhouse.adapter.http;

import static dev.packhouse.domain.access.Scope.READ_PACKAGES;
import static dev.packhouse.domain.access.Scope.REPO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * GitHub's documentation of July 2022 has an example response for each read operation. A server with GitHub's URL and
 * the documented data returns these responses: the same fields in the same order, with the same values.
 *
 * <p>There are three differences. Accounts now have the field {@code user_view_type}. The examples of monalisa were
 * created from those of an organization by search and replace, which made some of their values wrong. And the version
 * 387039 has one description in the list of versions, and another one in its own example.
 */
@EndToEnd
class DocumentedExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** JSON pointers of the wrong values, with the right values. */
    private static final Map<String, String> CORRECTIONS = corrections();

    private static Map<String, String> corrections() {
        Map<String, String> corrections = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            String user = "https://api.github.com/users/monalisa";
            String owner = "/" + i + "/owner/";
            corrections.put(owner + "login", "monalisa");
            corrections.put(owner + "node_id", "MDQ6VXNlcjk5MTk=");
            corrections.put(owner + "avatar_url", "https://avatars.githubusercontent.com/u/9919?v=4");
            corrections.put(owner + "url", user);
            corrections.put(owner + "html_url", "https://github.com/monalisa");
            corrections.put(owner + "followers_url", user + "/followers");
            corrections.put(owner + "following_url", user + "/following{/other_user}");
            corrections.put(owner + "gists_url", user + "/gists{/gist_id}");
            corrections.put(owner + "starred_url", user + "/starred{/owner}{/repo}");
            corrections.put(owner + "subscriptions_url", user + "/subscriptions");
            corrections.put(owner + "organizations_url", user + "/orgs");
            corrections.put(owner + "repos_url", user + "/repos");
            corrections.put(owner + "events_url", user + "/events{/privacy}");
            corrections.put(owner + "received_events_url", user + "/received_events");
            String name = i == 0 ? "hello_docker" : "goodbye_docker";
            corrections.put("/" + i + "/url", user + "/packages/container/" + name);
            corrections.put(
                    "/" + i + "/html_url", "https://github.com/users/monalisa/packages/container/package/" + name);
        }
        return corrections;
    }

    record Example(String path, String caller, JsonNode response) {

        /** The documented response with corrected values. */
        JsonNode corrected() {
            JsonNode corrected = response.deepCopy();
            if (caller.equals("monalisa")) {
                CORRECTIONS.forEach((pointer, value) -> {
                    JsonPointer place = JsonPointer.compile(pointer);
                    ObjectNode parent = (ObjectNode) corrected.at(place.head());
                    parent.set(place.last().getMatchingProperty(), new TextNode(value));
                });
            }
            if (path.endsWith("/versions/387039")) {
                ((ObjectNode) corrected).put("description", "Project for octocats");
            }
            return corrected;
        }

        @Override
        public String toString() {
            return path;
        }
    }

    static Stream<Example> examples() throws IOException {
        try (InputStream resource = DocumentedExamplesTest.class.getResourceAsStream("documented-examples.json")) {
            return StreamSupport.stream(JSON.readTree(resource).spliterator(), false)
                    .map(example -> new Example(
                            example.get("path").asText(), example.get("caller").asText(), example.get("answer")));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void documentedDataGivesTheDocumentedResponse(Example example) throws IOException {
        HttpSettings settings = RunningServer.settings(Rules.GITHUB_2022, "https://api.github.com");
        try (RunningServer server = RunningServer.with(settings, world(example.caller()))) {
            ClientResponse response = server.get(example.path(), "ghp_reader");

            assertThat(response.status()).isEqualTo(200);
            JsonNode given = response.json();
            assertThat(viewTypes(given)).allMatch(type -> type.equals("public"));
            withoutViewTypes(given);
            String expected =
                    example.corrected().toString().replace("https://github.com", server.pages("https://github.com"));
            assertThat(given).isEqualTo(JSON.readTree(expected));
            // Trees ignore the order of fields, texts do not.
            assertThat(given).hasToString(expected);
        }
    }

    private static List<String> viewTypes(JsonNode json) {
        return json.findValuesAsText("user_view_type");
    }

    private static void withoutViewTypes(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove("user_view_type");
        }
        if (json instanceof ObjectNode || json instanceof ArrayNode) {
            json.forEach(DocumentedExamplesTest::withoutViewTypes);
        }
    }

    private static RegistryState world(String caller) {
        return switch (caller) {
            case "github" -> github();
            case "octo-org" -> octoOrg();
            case "monalisa" -> monalisa();
            default -> octocat();
        };
    }

    private static String digest(String digits) {
        return "sha256:" + digits;
    }

    private static final String HELLO = digest("b3d3e366b55f9a54599220198b3db5da8f53592acbbb7dc7e4e9878762fc5344");

    private static PackageSeed hello(String owner) {
        return PackageSeed.of(197, owner, PackageType.CONTAINER, "hello_docker")
                .with(VersionSeed.of(PackageType.CONTAINER, 836, HELLO).tagged("latest"));
    }

    private static PackageSeed goodbye(String owner) {
        return PackageSeed.of(198, owner, PackageType.CONTAINER, "goodbye_docker")
                .created(Instant.parse("2020-05-20T22:19:11Z"))
                .with(VersionSeed.of(PackageType.CONTAINER, 837))
                .with(VersionSeed.of(PackageType.CONTAINER, 838));
    }

    private static RegistryState github() {
        return new Seed()
                .user(1, "reader")
                .organization(9919, "github", List.of("reader"), List.of())
                .add(hello("github"))
                .add(goodbye("github"))
                .token("ghp_reader", "reader", READ_PACKAGES)
                .state();
    }

    private static RegistryState octoOrg() {
        return new Seed()
                .user(1, "reader")
                .organization(2, "octo-org", List.of("reader"), List.of())
                .publicRepository(3, "octo-org/hello-world-npm", Optional.empty())
                .add(PackageSeed.of(43752, "octo-org", PackageType.NPM, "hello-world-npm")
                        .inheriting("octo-org/hello-world-npm")
                        .with(VersionSeed.of(PackageType.NPM, 209672, "1.0.3")
                                .created(Instant.parse("2019-10-29T15:42:11Z"), Instant.parse("2019-10-29T15:42:12Z")))
                        .with(VersionSeed.of(PackageType.NPM, 245301, "1.0.4")
                                .created(Instant.parse("2019-11-05T22:49:04Z"))))
                .token("ghp_reader", "reader", READ_PACKAGES, REPO)
                .state();
    }

    private static RegistryState monalisa() {
        return new Seed()
                .user(9919, "monalisa")
                .add(hello("monalisa"))
                .add(goodbye("monalisa"))
                .token("ghp_reader", "monalisa", READ_PACKAGES)
                .state();
    }

    private static RegistryState octocat() {
        return new Seed()
                .siteAdmin(209477, "octocat")
                .publicRepository(216219492, "octocat/octo-name-repo", Optional.of("Project for octocats"))
                .add(PackageSeed.of(40201, "octocat", PackageType.RUBYGEMS, "octo-name")
                        .visibility(Visibility.PUBLIC)
                        .inheriting("octocat/octo-name-repo")
                        .created(Instant.parse("2019-10-20T14:17:14Z"))
                        .with(VersionSeed.of(PackageType.RUBYGEMS, 169770, "0.1.0")
                                .created(Instant.parse("2019-10-20T14:17:14Z"), Instant.parse("2019-10-20T14:17:15Z"))
                                .license("MIT"))
                        .with(VersionSeed.of(PackageType.RUBYGEMS, 387039, "0.2.0")
                                .created(Instant.parse("2019-12-01T20:49:29Z"), Instant.parse("2019-12-01T20:49:30Z"))
                                .license("MIT")
                                .description("Project for octocats"))
                        .with(VersionSeed.of(PackageType.RUBYGEMS, 3497268, "0.3.0")
                                .created(Instant.parse("2020-08-31T15:22:11Z"), Instant.parse("2020-08-31T15:22:12Z"))
                                .license("MIT")
                                .description("Project for octocats")))
                .add(PackageSeed.of(5, "octocat", PackageType.CONTAINER, "hello_docker")
                        .with(VersionSeed.of(
                                        PackageType.CONTAINER,
                                        214,
                                        digest("3561f0cff06caccddb99c93bd26e712fcc56a811de0f8ea7a17bb865f30b176a"))
                                .tagged("1.13.6")
                                .created(Instant.parse("2020-05-15T03:46:45Z")))
                        .with(VersionSeed.of(PackageType.CONTAINER, 881, HELLO)
                                .created(Instant.parse("2020-05-21T22:22:20Z"), Instant.parse("2021-02-05T21:32:32Z")))
                        .with(VersionSeed.of(
                                        PackageType.CONTAINER,
                                        45763,
                                        digest("08a44bab0bddaddd8837a8b381aebc2e4b933768b981685a9e088360af0d3dd9"))
                                .tagged("latest")
                                .created(Instant.parse("2020-09-11T21:56:40Z"), Instant.parse("2021-02-05T21:32:32Z"))))
                .token("ghp_reader", "octocat", READ_PACKAGES, REPO)
                .state();
    }
}
