package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the nine operations in each form of path. */
@EndToEnd
class OperationTest {

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.with(SampleState.state());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** An owner in one form of path, with one of its packages and an untagged version of it. */
    record Place(String owner, String packageName, long version, String url) {
        String packages() {
            return owner + "/packages/container";
        }

        String item() {
            return packages() + "/" + packageName;
        }

        String versions() {
            return item() + "/versions";
        }
    }

    static Stream<Place> places() {
        return Stream.of("", "/api/v3")
                .flatMap(prefix -> Stream.of(
                        new Place(prefix + "/orgs/octo-org", "app", 837, prefix + "/orgs/octo-org"),
                        new Place(prefix + "/orgs/OCTO-Org", "app", 837, prefix + "/orgs/octo-org"),
                        new Place(prefix + "/organizations/2001", "app", 837, prefix + "/orgs/octo-org"),
                        new Place(prefix + "/users/octo-org", "app", 837, prefix + "/orgs/octo-org"),
                        new Place(prefix + "/user/2001", "app", 837, prefix + "/orgs/octo-org"),
                        new Place(prefix + "/users/monalisa", "mine", 901, prefix + "/users/monalisa"),
                        new Place(prefix + "/user/1001", "mine", 901, prefix + "/users/monalisa"),
                        new Place(prefix + "/user", "mine", 901, prefix + "/users/monalisa")));
    }

    @ParameterizedTest
    @MethodSource("places")
    @DisplayName("Decision 14: URLs have the prefix of the request, and do not depend on the form of the path")
    void aPackageIsListedAndFound(Place place) {
        ClientResponse list = server.get(place.owner() + "/packages?package_type=container", SampleState.ADMIN);
        ClientResponse one = server.get(place.item(), SampleState.ADMIN);

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().get(0)).isEqualTo(one.json());
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.json().get("url").asText())
                .isEqualTo(server.url() + place.url() + "/packages/container/" + place.packageName());
        assertThat(one.json().get("html_url").asText())
                .isEqualTo(server.pages(server.url()) + place.url().replace("/api/v3", "")
                        + "/packages/container/package/" + place.packageName());
    }

    @ParameterizedTest
    @MethodSource("places")
    void aVersionIsListedAndFound(Place place) {
        ClientResponse list = server.get(place.versions(), SampleState.ADMIN);
        ClientResponse one = server.get(place.versions() + "/" + place.version(), SampleState.ADMIN);

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().get(0)).isEqualTo(one.json());
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.json().get("id").asLong()).isEqualTo(place.version());
        assertThat(one.json().get("url").asText())
                .isEqualTo(server.url() + place.url() + "/packages/container/" + place.packageName() + "/versions/"
                        + place.version());
    }

    @ParameterizedTest
    @MethodSource("places")
    @DisplayName("Decision 13: a deleted version is not found")
    void aVersionIsDeletedAndRestored(Place place) {
        String version = place.versions() + "/" + place.version();
        ClientResponse before = server.get(version, SampleState.ADMIN);

        assertNoContent(
                server.request("DELETE", version).token(SampleState.ADMIN).send());
        assertThat(server.get(version, SampleState.ADMIN)).hasToString(gone(place, "get-a-package-version"));
        assertThat(server.get(place.versions() + "?state=deleted", SampleState.ADMIN)
                        .json()
                        .findValuesAsText("id"))
                .contains(Long.toString(place.version()));
        assertNoContent(server.request("POST", version + "/restore")
                .token(SampleState.ADMIN)
                .send());
        assertThat(server.get(version, SampleState.ADMIN).json()).isEqualTo(before.json());
    }

    @ParameterizedTest
    @MethodSource("places")
    @DisplayName("Decisions 7 and 13: a deleted package is not found, and is unchanged after its restoration")
    void aPackageIsDeletedAndRestored(Place place) {
        ClientResponse before = server.get(place.item(), SampleState.ADMIN);
        ClientResponse versions = server.get(place.versions(), SampleState.ADMIN);

        assertNoContent(
                server.request("DELETE", place.item()).token(SampleState.ADMIN).send());
        assertThat(server.get(place.item(), SampleState.ADMIN)).hasToString(gone(place, "get-a-package"));
        assertThat(server.get(place.versions(), SampleState.ADMIN).status()).isEqualTo(404);
        assertNoContent(server.request("POST", place.item() + "/restore")
                .token(SampleState.ADMIN)
                .send());
        assertThat(server.get(place.item(), SampleState.ADMIN).json()).isEqualTo(before.json());
        assertThat(server.get(place.versions(), SampleState.ADMIN).json()).isEqualTo(versions.json());
    }

    @ParameterizedTest
    @MethodSource("places")
    void dockerConflictsAreListed(Place place) {
        ClientResponse response = server.get(place.owner() + "/docker/conflicts", SampleState.ADMIN);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().findValuesAsText("name").contains("legacy"))
                .isEqualTo(place.packageName().equals("app"));
        assertThat(response.json()).hasSize(place.packageName().equals("app") ? 1 : 0);
    }

    private static void assertNoContent(ClientResponse response) {
        assertThat(response).hasToString("204 ");
    }

    private static String gone(Place place, String anchor) {
        String form = place.owner().replace("/api/v3", "").startsWith("/org")
                ? "-for-an-organization"
                : place.owner().endsWith("/user") ? "-for-the-authenticated-user" : "-for-a-user";
        return "404 {\"message\":\"Package not found.\",\"documentation_url\":"
                + "\"https://docs.github.com/rest/packages/packages#" + anchor + form + "\",\"status\":\"404\"}";
    }
}
