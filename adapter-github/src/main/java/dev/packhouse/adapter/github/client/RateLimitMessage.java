package dev.packhouse.adapter.github.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/** The sentences in which GitHub refuses for the sake of a limit when its headers do not say so. */
final class RateLimitMessage {

    private RateLimitMessage() {}

    static boolean isIn(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 1000), UTF_8).toLowerCase(Locale.ROOT);
        return text.contains("rate limit") || text.contains("abuse detection");
    }
}
