package dev.packhouse.adapter.github.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/** Recognizes the messages of a rate limit, for refusals whose headers do not name one. */
final class RateLimitMessage {

    private RateLimitMessage() {}

    static boolean isIn(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 1000), UTF_8).toLowerCase(Locale.ROOT);
        return text.contains("rate limit") || text.contains("abuse detection");
    }
}
