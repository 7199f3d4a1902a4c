package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.domain.access.Principal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Encodes the rate limits of a caller by resource of GitHub's API. Requests to this server count against {@code core}, so
 * that nothing of the others is ever used. Their limits are those that GitHub shows.
 */
public final class RateLimitOverview {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** The resources beside core that GitHub shows to a caller with a token. */
    private static final List<Resource> WITH_TOKEN = List.of(
            new Resource("search", 30, MINUTE),
            new Resource("graphql", 5000, HOUR),
            new Resource("integration_manifest", 5000, HOUR),
            new Resource("source_import", 100, MINUTE),
            new Resource("code_scanning_upload", 1000, HOUR),
            new Resource("code_scanning_autofix", 10, MINUTE),
            new Resource("actions_runner_registration", 10_000, HOUR),
            new Resource("scim", 15_000, HOUR),
            new Resource("dependency_snapshots", 100, MINUTE),
            new Resource("dependency_sbom", 100, MINUTE),
            new Resource("audit_log", 1750, HOUR),
            new Resource("audit_log_streaming", 15, HOUR),
            new Resource("code_search", 10, MINUTE));

    /** The resources beside core that GitHub shows to a caller without a token. */
    private static final List<Resource> WITHOUT_TOKEN = List.of(
            new Resource("search", 10, MINUTE),
            new Resource("graphql", 0, HOUR),
            new Resource("integration_manifest", 5000, HOUR),
            new Resource("code_search", 60, HOUR));

    private RateLimitOverview() {}

    private record Resource(String name, long limit, Duration period) {

        RateLimit unused(Instant now) {
            return new RateLimit(limit, limit, 0, now.plus(period));
        }
    }

    /**
     * The rate limits of a caller.
     *
     * @param core the limit of the requests to this server
     * @param now when the request arrived; the periods of unused limits would begin then
     */
    public static Json of(RateLimit core, Principal caller, Instant now, ApiVersion version) {
        return json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("resources");
            write(json, "core", core);
            for (Resource resource : caller instanceof Principal.Anonymous ? WITHOUT_TOKEN : WITH_TOKEN) {
                write(json, resource.name, resource.unused(now));
            }
            json.writeEndObject();
            if (version == ApiVersion.V2022) {
                write(json, "rate", core);
            }
            json.writeEndObject();
        };
    }

    private static void write(JsonGenerator json, String name, RateLimit limit) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("limit", limit.limit());
        json.writeNumberField("used", limit.used());
        json.writeNumberField("remaining", limit.remaining());
        json.writeNumberField("reset", limit.reset().getEpochSecond());
        json.writeEndObject();
    }
}
