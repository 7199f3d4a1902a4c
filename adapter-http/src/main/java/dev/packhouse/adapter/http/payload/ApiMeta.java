package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.Json;
import java.io.IOException;
import java.util.List;

/**
 * Encodes the information about the service. Passwords are never verified, and this server has no SSH keys, publishes no
 * ranges of addresses, and uses no domains: the lists are empty.
 */
public final class ApiMeta {

    private static final List<String> RANGES = List.of(
            "ssh_keys",
            "hooks",
            "github_enterprise_importer",
            "web",
            "api",
            "git",
            "packages",
            "pages",
            "importer",
            "actions",
            "actions_macos",
            "codespaces",
            "dependabot",
            "copilot");

    private static final List<String> DOMAINS = List.of("website", "codespaces", "copilot", "packages", "actions");

    /** The value, which is the same for every request. */
    public static final Json JSON = ApiMeta::write;

    private ApiMeta() {}

    private static void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("verifiable_password_authentication", false);
        json.writeObjectFieldStart("ssh_key_fingerprints");
        json.writeEndObject();
        writeEmpty(json, RANGES);
        json.writeObjectFieldStart("domains");
        writeEmpty(json, DOMAINS);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeEmpty(JsonGenerator json, List<String> lists) throws IOException {
        for (String list : lists) {
            json.writeArrayFieldStart(list);
            json.writeEndArray();
        }
    }
}
