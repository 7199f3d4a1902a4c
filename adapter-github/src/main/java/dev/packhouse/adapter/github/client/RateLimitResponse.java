package dev.packhouse.adapter.github.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packhouse.adapter.github.client.response.RawResponse;
import java.util.Locale;
import java.util.OptionalLong;

/** Recognizes responses that refuse a request because of a rate limit. */
final class RateLimitResponse {

    private RateLimitResponse() {}

    /**
     * Returns whether GitHub refused a request unread because of a rate limit: with 429, or with a 403 whose headers or
     * message name a limit.
     */
    static boolean isLimit(RawResponse response) {
        if (response.status() == 429) {
            return true;
        }
        return response.status() == 403
                && (response.header("retry-after").isPresent()
                        || namesLimit(response.body())
                        || (response.number("x-ratelimit-remaining").equals(OptionalLong.of(0))
                                && !RefusalParser.hasKnownReason(response)));
    }

    private static boolean namesLimit(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 1000), UTF_8).toLowerCase(Locale.ROOT);
        return text.contains("rate limit") || text.contains("abuse detection");
    }
}
