package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Information about the service. */
@EndToEnd
class MetaTest {

    @Test
    void metaHasTheDocumentedKeys() {
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            ClientResponse response = server.request("GET", "/api/v3/meta").send();

            assertThat(Schemas.errors("meta", response.text())).isEmpty();
            assertThat(response.fields())
                    .startsWith("verifiable_password_authentication", "ssh_key_fingerprints", "ssh_keys", "hooks")
                    .endsWith("copilot", "domains");
            assertThat(response.json().get("verifiable_password_authentication").asBoolean())
                    .isFalse();
        }
    }

    /** A client that reads each of its fields as a list of texts, as typed clients do, finds them all. */
    @Test
    void typedClientsFindTheListsThatTheyRead() {
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            JsonNode meta = server.get("/meta", SampleState.ADMIN).json();

            for (String field : List.of(
                    "ssh_keys",
                    "hooks",
                    "git",
                    "web",
                    "api",
                    "pages",
                    "importer",
                    "packages",
                    "actions",
                    "dependabot")) {
                List<String> ranges = new ArrayList<>();
                meta.required(field).forEach(range -> ranges.add(range.textValue()));
                assertThat(meta.get(field).isArray()).isTrue();
                assertThat(ranges).isEmpty();
            }
            assertThat(meta.required("ssh_key_fingerprints").isObject()).isTrue();
        }
    }
}
