package dev.packhouse.adapter.http;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.adapter.http.operation.AuthenticatedRequest;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.domain.access.Principal;
import java.util.OptionalLong;
import java.util.function.Supplier;

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
    private record Key(Principal caller, Route route, String query, PublicUrl base) {

        int size() {
            return query == null ? 0 : query.length();
        }
    }

    private record CachedResponse(long dataVersion, ServerResponse response, int size) {}

    /**
     * Returns the cached response, or makes a new one.
     *
     * @param after the data version once a response is made
     */
    ServerResponse getOrMake(
            RequestContext context,
            AuthenticatedRequest request,
            Supplier<OptionalLong> after,
            Supplier<ServerResponse> maker) {
        OptionalLong before = context.authentication().dataVersion();
        if (before.isEmpty() || !cacheable(context)) {
            return maker.get();
        }
        Key key = new Key(
                request.caller().principal(),
                context.match().route(),
                context.request().getQueryString(),
                request.base());
        CachedResponse found = responses.getIfPresent(key);
        if (found != null && found.dataVersion == before.getAsLong()) {
            return found.response;
        }
        ServerResponse response = maker.get();
        if (response.status() != 200 || !(response.content() instanceof ServerResponse.Value value)) {
            return response;
        }
        String links = response.links().orElse("");
        EncodedJson json = EncodedJson.of(value.json(), links);
        ServerResponse encoded = response.carrying(json);
        // The links repeat the query, which can be long, several times.
        int size = json.size() + links.length() + key.size();
        if (size <= MAX_ENTRY_BYTES && after.get().equals(before)) {
            responses.put(key, new CachedResponse(before.getAsLong(), encoded, size));
        }
        return encoded;
    }

    /**
     * Whether the response depends on nothing except key and data. Lists of deleted packages also depend on the time,
     * and a JSONP response contains more than the value.
     */
    private static boolean cacheable(RequestContext context) {
        return context.match().route() instanceof Route.PackageRoute
                && context.request().getMethod().equals("GET")
                && context.query().value("state").isEmpty()
                && context.query().value("callback").isEmpty();
    }
}
