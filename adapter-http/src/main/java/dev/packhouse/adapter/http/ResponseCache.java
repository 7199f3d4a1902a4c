package dev.packhouse.adapter.http;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.adapter.http.operation.AuthenticatedRequest;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.ResponseBody;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.domain.access.Principal;
import java.util.Optional;

/**
 * Caches encoded responses as long as the data does not change.
 *
 * <p>A cache entry is never stale: it belongs to one caller and one version of the data. A response is cached only if
 * the data had this version before the caller was identified and after the response was made. It is returned only to a
 * request for which the data had the same version before its caller was identified. Safe for many threads.
 */
final class ResponseCache {

    /** In bytes. A body counts twice, because the entry may also hold its compressed form. */
    private static final long CAPACITY = 8 << 20;

    private static final int MAX_ENTRY_BYTES = 256 << 10;

    private final Cache<Key, CachedResponse> responses = CacheBuilder.newBuilder()
            .maximumWeight(CAPACITY)
            .weigher((Key key, CachedResponse response) -> 512 + 2 * response.size())
            .build();

    /** Everything that a response depends on, except the data. */
    record Key(Principal caller, Route route, String query, PublicUrl base) {

        int size() {
            return query == null ? 0 : query.length();
        }
    }

    private record CachedResponse(long dataVersion, ServerResponse response, int size) {}

    /**
     * Returns the key of the response to a request; empty if it is not cached. It depends on nothing except key and
     * data: lists of deleted packages also depend on the time, and a JSONP response contains more than the value.
     */
    static Optional<Key> key(RequestContext context, AuthenticatedRequest request) {
        Route route = context.match().route();
        boolean cacheable = route instanceof Route.PackageRoute
                && context.request().getMethod().equals("GET")
                && context.query().value("state").isEmpty()
                && context.query().value("callback").isEmpty();
        return cacheable
                ? Optional.of(new Key(
                        request.caller().principal(), route, context.request().getQueryString(), request.base()))
                : Optional.empty();
    }

    /**
     * Returns the cached response.
     *
     * @param dataVersion the data version before the caller was identified
     */
    Optional<ServerResponse> find(Key key, long dataVersion) {
        CachedResponse found = responses.getIfPresent(key);
        return found != null && found.dataVersion == dataVersion ? Optional.of(found.response) : Optional.empty();
    }

    /** Encodes the value of a response that is to be cached. Returns other responses as they are. */
    static ServerResponse encode(ServerResponse response) {
        if (response.status() != 200 || !(response.content() instanceof ServerResponse.Value value)) {
            return response;
        }
        ResponseBody body = ResponseBody.json(value.json());
        return response.carrying(new ServerResponse.Encoded(body, response.entityTag(body)));
    }

    /**
     * Caches a response if it is encoded, and not too large.
     *
     * @param dataVersion the data version before the caller was identified and after the response was made
     */
    void put(Key key, long dataVersion, ServerResponse response) {
        if (response.content() instanceof ServerResponse.Encoded encoded) {
            // The links repeat the query, which can be long, several times.
            int size = encoded.body().size() + response.links().orElse("").length() + key.size();
            if (size <= MAX_ENTRY_BYTES) {
                responses.put(key, new CachedResponse(dataVersion, response, size));
            }
        }
    }
}
