package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entity tags, compression, and responses with status 304. */
@EndToEnd
class ConditionalRequestTest {

    private static final String APP = "/orgs/octo-org/packages/container/app";

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.with(SampleState.state());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ClientResponse ifNoneMatch(String path, String value) {
        return server.request("GET", path)
                .token(SampleState.ADMIN)
                .header("If-None-Match", value)
                .send();
    }

    @Test
    void theEntityTagChangesOnlyWithTheData() {
        String tag = server.get(APP, SampleState.ADMIN).header("ETag");

        assertThat(server.get(APP, SampleState.ADMIN).header("ETag")).isEqualTo(tag);
        server.request("DELETE", APP + "/versions/837").token(SampleState.ADMIN).send();
        assertThat(server.get(APP, SampleState.ADMIN).header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void aMatchingTagGets304WithoutABody() {
        ClientResponse full = server.get(APP, SampleState.ADMIN);
        String tag = full.header("ETag");
        ClientResponse response = ifNoneMatch(APP, tag);

        assertThat(response).hasToString("304 ");
        assertThat(response.header("ETag")).isEqualTo(tag);
        assertThat(response.header("Cache-Control")).isEqualTo(full.header("Cache-Control"));
        assertThat(response.headers("Vary")).isEqualTo(full.headers("Vary"));
        assertThat(response.header("X-OAuth-Scopes")).isEqualTo(full.header("X-OAuth-Scopes"));
        assertThat(response.headerNames())
                .doesNotContain("Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding");
    }

    @Test
    void ifNoneMatchMayHaveSeveralLines() {
        String tag = server.get(APP, SampleState.ADMIN).header("ETag");
        ClientResponse response = server.request("GET", APP)
                .token(SampleState.ADMIN)
                .header("If-None-Match", "\"a\"")
                .header("If-None-Match", tag)
                .send();

        assertThat(response.status()).isEqualTo(304);
    }

    @Test
    void responsesWithLastModifiedSupportIfModifiedSince() {
        String changed = server.get("/user", SampleState.ADMIN).header("Last-Modified");

        assertThat(ifModifiedSince("/user", changed).status()).isEqualTo(304);
        assertThat(ifModifiedSince("/user", "Fri, 01 Jan 2100 00:00:00 GMT").status())
                .isEqualTo(304);
        assertThat(ifModifiedSince("/user", "Thu, 01 Jan 1970 00:00:00 GMT").status())
                .isEqualTo(200);
        assertThat(ifModifiedSince("/user", "yesterday").status()).isEqualTo(200);
        assertThat(ifModifiedSince(APP, "Fri, 01 Jan 2100 00:00:00 GMT").status())
                .isEqualTo(200);
        assertThat(server.request("GET", "/user")
                        .token(SampleState.ADMIN)
                        .header("If-Modified-Since", changed)
                        .header("If-None-Match", "\"a\"")
                        .send()
                        .status())
                .as("If-None-Match takes precedence")
                .isEqualTo(200);
    }

    private ClientResponse ifModifiedSince(String path, String date) {
        return server.request("GET", path)
                .token(SampleState.ADMIN)
                .header("If-Modified-Since", date)
                .send();
    }

    @Test
    void ifNoneMatchComparesAListOfTagsWeakly() {
        String tag = server.get(APP, SampleState.ADMIN).header("ETag");

        for (String header : new String[] {
            "W/" + tag,
            "\"a\", " + tag,
            "\"a\",W/" + tag + ",\"b\"",
            "*",
            " * ",
            "\"" + tag.substring(1, 60) + "\"," + tag
        }) {
            assertThat(ifNoneMatch(APP, header).status()).as(header).isEqualTo(304);
        }
        for (String header : new String[] {"\"a\"", tag.replace("\"", ""), "\"x" + tag.substring(1), ""}) {
            assertThat(ifNoneMatch(APP, header).status()).as(header).isEqualTo(200);
        }
    }

    @Test
    void anOldTagDoesNotMatchAfterAChange() {
        String tag = server.get(APP + "/versions", SampleState.ADMIN).header("ETag");
        server.request("DELETE", APP + "/versions/837").token(SampleState.ADMIN).send();

        assertThat(ifNoneMatch(APP + "/versions", tag).status()).isEqualTo(200);
    }

    @Test
    void theEntityTagCoversTheNumberOfPages() {
        String page = APP + "/versions?per_page=1";
        String tag = server.get(page, SampleState.ADMIN).header("ETag");
        server.request("POST", APP + "/versions/838/restore")
                .token(SampleState.ADMIN)
                .send();
        ClientResponse response = ifNoneMatch(page, tag);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Link")).contains("page=3>; rel=\"last\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate, gzip;q=0.5", "GZIP", "*", "br, gzip ; q=1.0", "*;q=0, gzip"})
    void aCompressedResponseHasAWeakTag(String accepted) {
        ClientResponse plain = server.get(APP, SampleState.ADMIN);
        ClientResponse response = server.request("GET", APP)
                .token(SampleState.ADMIN)
                .header("Accept-Encoding", accepted)
                .send();

        assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(response.header("ETag")).isEqualTo("W/" + plain.header("ETag"));
        assertThat(response.header("Content-Length")).isEqualTo(Integer.toString(response.length()));
        assertThat(response.uncompressed().text()).isEqualTo(plain.text());
        assertThat(response.length()).isLessThan(plain.length());
        assertThat(ifNoneMatch(APP, response.header("ETag")).status()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/orgs/octo-org/packages/container/app|identity",
                "/orgs/octo-org/packages/container/app|gzip;q=0",
                "/orgs/octo-org/packages/container/app|gzip; q=0.00, deflate",
                "/orgs/octo-org/packages/container/app|*, gzip;q=0",
                "/orgs/octo-org/packages?package_type=rubygems|gzip",
                "/orgs/octo-org/packages/container/nowhere|gzip"
            })
    void shortOrUnacceptedBodiesAreNotCompressed(String path, String accepted) {
        ClientResponse response = server.request("GET", path)
                .token(SampleState.ADMIN)
                .header("Accept-Encoding", accepted)
                .send();

        assertThat(response.header("Content-Encoding")).isNull();
        assertThat(response.header("ETag"))
                .satisfiesAnyOf(
                        tag -> assertThat(tag).isNull(), tag -> assertThat(tag).matches("\"[0-9a-f]{64}\""));
        assertThat(response.json()).isNotNull();
    }

    @Test
    void headHasTheHeadersOfGetWithoutItsBody() {
        for (String path : new String[] {
            "/",
            "/user",
            "/zen",
            "/_packhouse/health",
            "/orgs/octo-org/packages?package_type=container",
            APP,
            APP + "/nowhere"
        }) {
            ClientResponse get = server.get(path, SampleState.ADMIN);
            ClientResponse head =
                    server.request("HEAD", path).token(SampleState.ADMIN).send();

            assertThat(head.text()).isEmpty();
            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.headerNames()).isEqualTo(get.headerNames());
            if (!path.equals("/zen")) {
                assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
                assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
            }
        }
        String tag = server.get(APP, SampleState.ADMIN).header("ETag");
        assertThat(server.request("HEAD", APP)
                        .token(SampleState.ADMIN)
                        .header("If-None-Match", tag)
                        .send()
                        .status())
                .isEqualTo(304);
    }
}
