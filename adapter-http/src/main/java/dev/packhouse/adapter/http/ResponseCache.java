package dev.packhouse.adapter.http;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.adapter.http.operation.AuthenticatedRequest;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.domain.access.Principal;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Keeps answers that are still true, encoded as they are sent.
 *
 * <p>It is exact: an answer belongs to one caller, and to one version of the data. It is kept only if the data had
 * that version before the caller was identified and after the answer was made, and given only while it has it still. Safe for
 * many threads.
 */
final class ResponseCache {

    /** Bytes; of a body twice as many as it has, as it may be there compressed as well. */
    private static final long CAPACITY = 8 << 20;

    private static final int LARGEST = 256 << 10;

    private final PackageCatalog catalog;
    private final Cache<Key, CachedResponse> responses = CacheBuilder.newBuilder()
            .maximumWeight(CAPACITY)
            .weigher((Key question, CachedResponse answer) -> 512 + 2 * answer.size())
            .build();

    ResponseCache(PackageCatalog catalog) {
        this.catalog = catalog;
    }

    /** All that an answer depends on, but for what can be read. */
    private record Key(Principal caller, Route route, String query, PublicUrl base) {

        int size() {
            return query == null ? 0 : query.length();
        }
    }

    private record CachedResponse(long dataVersion, ServerResponse response, int size) {}

    /**
     * An answer: one that was kept, or a new one.
     *
     * @param before the data version of the backend before the caller was identified
     */
    ServerResponse getOrMake(
            RequestContext context,
            AuthenticatedRequest request,
            OptionalLong before,
            Supplier<ServerResponse> making) {
        if (before.isEmpty() || !lasting(context)) {
            return making.get();
        }
        Key question = new Key(
                request.caller(), context.match().route(), context.request().getQueryString(), request.base());
        CachedResponse found = responses.getIfPresent(question);
        if (found != null && found.dataVersion == before.getAsLong() && isNow(before)) {
            return found.response;
        }
        ServerResponse response = making.get();
        if (response.status() != 200 || !(response.content() instanceof ServerResponse.Value value)) {
            return response;
        }
        String links = response.links().orElse("");
        EncodedJson json = EncodedJson.of(value.json(), links);
        ServerResponse encoded = response.carrying(json);
        // A query of any length comes back in the links, several times.
        int size = json.size() + links.length() + question.size();
        if (size <= LARGEST && isNow(before)) {
            responses.put(question, new CachedResponse(before.getAsLong(), encoded, size));
        }
        return encoded;
    }

    private boolean isNow(OptionalLong dataVersion) {
        return catalog.dataVersion().equals(dataVersion);
    }

    /** What is deleted is shown for so long only; and what a script asks for is not the value alone. */
    private static boolean lasting(RequestContext context) {
        return context.match().route() instanceof Route.PackageRoute
                && context.request().getMethod().equals("GET")
                && context.query().value("state").isEmpty()
                && context.query().value("callback").isEmpty();
    }
}
