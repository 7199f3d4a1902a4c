package dev.packhouse.adapter.github.client;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Creates caches whose entries expire by a given clock. */
public final class ExpiringCache {

    private ExpiringCache() {}

    /** Creates a cache that drops each entry this time after it was put, and the oldest ones beyond the maximum size. */
    public static <K, V> Cache<K, V> create(Duration lifetime, long maximumSize, InstantSource clock) {
        return CacheBuilder.newBuilder()
                .maximumSize(maximumSize)
                .expireAfterWrite(lifetime)
                .ticker(new Ticker() {
                    @Override
                    public long read() {
                        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
                    }
                })
                .build();
    }
}
