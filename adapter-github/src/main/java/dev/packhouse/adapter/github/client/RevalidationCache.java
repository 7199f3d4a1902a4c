package dev.packhouse.adapter.github.client;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.adapter.github.client.response.RawResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The cache of responses that GitHub may confirm with a 304. An entry belongs to the caller who received it and is
 * never used for another caller. Safe for many threads.
 */
final class RevalidationCache {

    /** The bytes of an entry in addition to its address and body. */
    private static final int OVERHEAD = 256;

    /** The key of an entry. The accepted media type is no part of it, since it is the same for every request. */
    private record Key(String caller, URI uri) {}

    /**
     * A cached response.
     *
     * @param tag the entity tag
     * @param body the body
     * @param links the {@code Link} headers
     * @param partialResults the header {@code X-GitHub-SSO} of a list that omits entries
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared and never copied
    record CachedResponse(String tag, byte[] body, List<String> links, Optional<String> partialResults) {}

    private final Cache<Key, CachedResponse> responses;

    RevalidationCache(long maximumBytes) {
        this.responses = CacheBuilder.newBuilder()
                .concurrencyLevel(1) // one bound for the whole cache instead of one for each segment
                .maximumWeight(maximumBytes)
                .weigher((Key key, CachedResponse response) ->
                        OVERHEAD + 2 * key.uri().toString().length() + response.body().length)
                .build();
    }

    Optional<CachedResponse> find(Caller caller, URI uri) {
        return Optional.ofNullable(responses.getIfPresent(new Key(caller.key(), uri)));
    }

    /** Replaces the entry of an address; removes it if the response has no entity tag. */
    void put(Caller caller, URI uri, RawResponse response) {
        Key key = new Key(caller.key(), uri);
        Optional<String> tag = response.header("etag").filter(text -> !text.isEmpty());
        if (tag.isPresent()) {
            responses.put(
                    key,
                    new CachedResponse(
                            tag.get(),
                            response.body(),
                            response.headers().allValues("link"),
                            RefusalParser.partialResults(response)));
        } else {
            responses.invalidate(key);
        }
    }

    /** Removes the entries of these addresses, for all callers. */
    void invalidate(Predicate<URI> affected) {
        responses.asMap().keySet().removeIf(key -> affected.test(key.uri()));
    }

    void invalidateAllOf(Caller caller) {
        responses.asMap().keySet().removeIf(key -> key.caller().equals(caller.key()));
    }
}
