package dev.packhouse.adapter.http.operation;

import dev.packhouse.adapter.http.payload.ApiIndex;
import dev.packhouse.adapter.http.payload.ApiMeta;
import dev.packhouse.adapter.http.payload.RateLimitOverview;
import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.route.Route;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The operations whose paths have no parameters: those about the service itself, and about the token. */
public final class StaticHandler {

    private static final List<String> SENTENCES = List.of(
            "Deleting is easy; knowing what to keep is the work.",
            "What can be restored can be deleted calmly.",
            "A name is a promise to all who wrote it down.",
            "The last version is the only version that some user has.",
            "Ask for the scope you need, not for the one you may.",
            "Nothing is cleaner than what was never published.");

    /** Returns the response to a request. */
    public ServerResponse handle(Route.StaticRoute route, AuthenticatedRequest request) {
        return switch (route) {
            case INDEX -> ServerResponse.ok(ApiIndex.of(request.base(), request.version()));
            case META -> ServerResponse.ok(ApiMeta.JSON);
            case VERSIONS ->
                ServerResponse.ok(json -> {
                    json.writeStartArray();
                    for (ApiVersion version : ApiVersion.values()) {
                        json.writeString(version.label());
                    }
                    json.writeEndArray();
                });
            case ZEN ->
                ServerResponse.of(
                        200,
                        new ServerResponse.Text(
                                SENTENCES.get(ThreadLocalRandom.current().nextInt(SENTENCES.size()))));
            case RATE_LIMIT ->
                request.rateLimit()
                        .map(core -> ServerResponse.ok(RateLimitOverview.of(
                                core,
                                request.caller().principal(),
                                request.caller().since(),
                                request.version())))
                        .orElseGet(() ->
                                ServerResponse.error(404, "Rate limiting is not enabled.", route.documentationUrl()));
            case INSTALLATION_REPOSITORIES -> InstallationRepositories.respond(route, request);
            case UNKNOWN -> ServerResponse.notFound();
        };
    }
}
