package dev.packhouse.adapter.github.client;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers that GitHub may confirm with a 304 instead of sending them again. Kept for the caller they were given to, and
 * shown to no other.
 */
final class RevalidationCache {

    private static final int OVERHEAD = 256;

    /** What a caller asked for. The accepted media type is one and the same for every request. */
    private record Key(String caller, URI uri) {}

    /**
     * An answer to come back to.
     *
     * @param tag the entity tag that GitHub knows it by
     * @param body its body
     * @param links its {@code Link} headers
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copied nowhere
    record CachedResponse(String tag, byte[] body, List<String> links) {}

    private final Cache<Key, CachedResponse> responses;

    RevalidationCache(long maximumBytes) {
        this.responses = CacheBuilder.newBuilder()
                .concurrencyLevel(1) // so that the bound is one bound, and not one for each segment
                .maximumWeight(maximumBytes)
                .weigher((Key key, CachedResponse answer) ->
                        OVERHEAD + 2 * key.uri().toString().length() + answer.body().length)
                .build();
    }

    Optional<CachedResponse> find(Caller caller, URI uri) {
        return Optional.ofNullable(responses.getIfPresent(new Key(caller.key(), uri)));
    }

    void put(Caller caller, URI uri, RawResponse response) {
        Key key = new Key(caller.key(), uri);
        Optional<String> tag = response.header("etag").filter(text -> !text.isEmpty());
        if (tag.isPresent()) {
            responses.put(
                    key,
                    new CachedResponse(
                            tag.get(), response.body(), response.headers().allValues("link")));
        } else {
            responses.invalidate(key);
        }
    }

    /** Forgets every answer to a request of this kind, whoever made it. */
    void invalidate(Predicate<URI> affected) {
        responses.asMap().keySet().removeIf(key -> affected.test(key.uri()));
    }

    void invalidateAllOf(Caller caller) {
        responses.asMap().keySet().removeIf(key -> key.caller().equals(caller.key()));
    }

    long size() {
        return responses.size();
    }
}
