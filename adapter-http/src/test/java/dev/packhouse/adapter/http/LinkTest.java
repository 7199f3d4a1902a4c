package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.naming.PackageType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two styles of links between pages. */
@EndToEnd
class LinkTest {

    private static final int MANY = 1234;
    private static final String VERSIONS = "/orgs/octo-org/packages/container/team%2Fmany/versions";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private static RunningServer server;

    @BeforeAll
    static void start() {
        Seed seed = SampleState.seed()
                .add(PackageSeed.of(600, "octo-org", PackageType.CONTAINER, "team/many")
                        .with(LongStream.rangeClosed(10_001, 10_000 + MANY)
                                .mapToObj(id -> VersionSeed.of(PackageType.CONTAINER, id, SampleState.digest(id)))
                                .toArray(VersionSeed[]::new)));
        for (int i = 0; i < 65; i++) {
            seed.add(PackageSeed.of(700 + i, "monalisa", PackageType.NPM, "pack-" + i)
                    .with(VersionSeed.of(PackageType.NPM, 20_000 + i, "1.0.0")));
        }
        server = RunningServer.with(seed.state());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ClientResponse get(String path) {
        return server.request("GET", path)
                .token(SampleState.ADMIN)
                .header("X-GitHub-Api-Version", "2026-03-10")
                .send();
    }

    /** The links, with the server's address and the path of the list shortened. */
    private static String links(String path) {
        String link = get(path).header("Link");
        return link == null
                ? "none"
                : link.replace(server.url() + "/organizations/2001/packages/container/team%2Fmany/versions", "VERSIONS")
                        .replace(server.url(), "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|<VERSIONS?page=2>; rel=\"next\", <VERSIONS?page=42>; rel=\"last\"",
                "?page=1|<VERSIONS?page=2>; rel=\"next\", <VERSIONS?page=42>; rel=\"last\"",
                "?page=2&per_page=100&state=active|<VERSIONS?page=1&per_page=100&state=active>; rel=\"prev\","
                        + " <VERSIONS?page=3&per_page=100&state=active>; rel=\"next\","
                        + " <VERSIONS?page=13&per_page=100&state=active>; rel=\"last\","
                        + " <VERSIONS?page=1&per_page=100&state=active>; rel=\"first\"",
                "?per_page=500&x=%C3%A9|<VERSIONS?per_page=500&x=%C3%A9&page=2>; rel=\"next\","
                        + " <VERSIONS?per_page=500&x=%C3%A9&page=13>; rel=\"last\"",
                "?page=13&per_page=100|<VERSIONS?page=12&per_page=100>; rel=\"prev\", <VERSIONS?page=1&per_page=100>;"
                        + " rel=\"first\"",
                "?page=99&per_page=100|<VERSIONS?page=13&per_page=100>; rel=\"prev\", <VERSIONS?page=13&per_page=100>;"
                        + " rel=\"last\", <VERSIONS?page=1&per_page=100>; rel=\"first\"",
                "?page=x|<VERSIONS?page=2>; rel=\"next\", <VERSIONS?page=42>; rel=\"last\"",
                "?page=7&page=2|<VERSIONS?page=1>; rel=\"prev\", <VERSIONS?page=3>; rel=\"next\","
                        + " <VERSIONS?page=42>; rel=\"last\", <VERSIONS?page=1>; rel=\"first\"",
                "?state=deleted|none",
                "?state=deleted&page=3|none"
            })
    @DisplayName("Decision 14: links between pages of versions name the owner by number")
    void versions(String query, String links) {
        assertThat(links(VERSIONS + query)).isEqualTo(links);
    }

    @Test
    void aPageOfVersionsAfterTheLastIsEmpty() {
        assertThat(get(VERSIONS + "?page=43")).hasToString("200 []");
        assertThat(get(VERSIONS + "?page=99999999999999")).hasToString("200 []");
    }

    @Test
    void charactersThatWouldEndALinkAreEscaped() {
        assertThat(links(VERSIONS + "?a=<x>\"&per_page=100"))
                .startsWith("<VERSIONS?a=%3Cx%3E%22&per_page=100&page=2>; rel=\"next\"");
    }

    @ParameterizedTest
    @CsvSource({"\u00e2\u0082\u00ac, %E2%82%AC", "\u00f0\u009f\u0098\u0080, %F0%9F%98%80", "\u00c3\u00a9, %C3%A9"})
    void utf8BytesInTheQueryAreEscapedInLinks(String sent, String escaped) {
        assertThat(links(VERSIONS + "?x=" + sent + "&per_page=100"))
                .startsWith("<VERSIONS?x=" + escaped + "&per_page=100&page=2>; rel=\"next\"");
    }

    @Test
    void theDeprecationLinkOfTheOldApiVersionComesLast() {
        assertThat(server.get(VERSIONS + "?page=42", SampleState.ADMIN).header("Link"))
                .endsWith("?page=1>; rel=\"first\", <https://docs.github.com/en/rest/about-the-rest-api/api-versions>;"
                        + " rel=\"deprecation\"; type=\"text/html\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/orgs/octo-org,/organizations/2001",
        "/users/octo-org,/organizations/2001",
        "/user/2001,/organizations/2001",
        "/api/v3/organizations/2001,/api/v3/organizations/2001",
        "/users/monalisa,/user/1001",
        "/user/1001,/user/1001",
        "/user,/user"
    })
    @DisplayName("Decision 14: the canonical path of each form")
    void canonicalPaths(String path, String canonical) {
        String name = canonical.contains("organizations") ? "app" : "mine";
        assertThat(get(path + "/packages/container/" + name + "/versions?per_page=1")
                        .header("Link"))
                .startsWith("<" + server.url() + canonical + "/packages/container/" + name
                        + "/versions?per_page=1&page=2>; rel=\"next\"");
        assertThat(get(path + "/packages?package_type=container").header("Link"))
                .isEqualTo("<" + server.url() + canonical + "/packages?package_type=container&page=1&per_page=30>;"
                        + " rel=\"last\"");
        assertThat(get(path + "/packages?package_type=rubygems").header("Link"))
                .isEqualTo("<" + server.url() + canonical + "/packages?package_type=rubygems&page=0&per_page=30>;"
                        + " rel=\"last\"");
    }

    private static String packageLink(int page, String relation) {
        return "</user/packages?package_type=npm&page=" + page + "&per_page=30>; rel=\"" + relation + "\"";
    }

    @Test
    void packages() {
        String list = "/user/packages?package_type=npm";
        assertThat(links(list)).isEqualTo(packageLink(2, "next") + ", " + packageLink(3, "last"));
        assertThat(links(list + "&page=2"))
                .isEqualTo(String.join(
                        ", ",
                        packageLink(3, "next"),
                        packageLink(1, "prev"),
                        packageLink(1, "first"),
                        packageLink(3, "last")));
        assertThat(links(list + "&page=3"))
                .isEqualTo(String.join(", ", packageLink(2, "prev"), packageLink(1, "first"), packageLink(3, "last")));
        assertThat(links(list + "&page=7"))
                .isEqualTo(String.join(", ", packageLink(3, "prev"), packageLink(1, "first"), packageLink(3, "last")));
        assertThat(get(list + "&page=7")).hasToString("200 []");
    }

    @Test
    void parametersOfPackageListsAreSpelledOutInAlphabeticalOrder() {
        assertThat(links("/user/packages?visibility=private&per_page=1000&package_type=rubygems&junk=1"))
                .isEqualTo("</user/packages?package_type=rubygems&page=0&per_page=100&visibility=private>;"
                        + " rel=\"last\"");
        assertThat(links("/user/packages?package_type=rubygems&state=deleted&per_page=5"))
                .isEqualTo("</user/packages?package_type=rubygems&page=0&per_page=5&state=deleted>; rel=\"last\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 99, 100})
    @DisplayName("Decision 11: walking by links gives every version once, the newest first")
    void walkingGivesEveryVersionOnce(int size) {
        List<Long> seen = new ArrayList<>();
        String path = VERSIONS + "?per_page=" + size;
        int pages = 0;
        while (path != null) {
            server.clock().advance(Duration.ofSeconds(1)); // the rate limit of a remote registry is per minute
            ClientResponse page = get(path);
            page.json().forEach(version -> seen.add(version.get("id").asLong()));
            Matcher next = NEXT.matcher(page.header("Link"));
            path = next.find() ? next.group(1).substring(server.url().length()) : null;
            pages++;
        }

        assertThat(pages).isEqualTo((MANY + size - 1) / size);
        assertThat(seen)
                .isEqualTo(LongStream.rangeClosed(10_001, 10_000 + MANY)
                        .map(id -> 20_001 + MANY - id)
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "'',30",
        "per_page=0,30",
        "per_page=-1,30",
        "per_page=x,30",
        "per_page=,30",
        "per_page=101,100",
        "per_page=99999999999,100",
        "per_page=7,7",
        "per_page=%37,7",
        "page=0,30",
        "page=-3,30",
        "page=1.5,30"
    })
    @DisplayName("Decision 12: an invalid page or size is the default, a size above 100 is 100")
    void sizes(String query, int size) {
        assertThat(get(VERSIONS + "?" + query).json()).hasSize(size);
    }
}
