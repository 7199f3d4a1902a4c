package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.HttpSettings.Limits;
import dev.packhouse.domain.policy.Rules;
import java.net.URI;
import java.util.Optional;

/** Settings for a local backend, without {@code Strict-Transport-Security}, and with the default limits. */
public final class LocalSettings {

    private LocalSettings() {}

    /** Creates the settings. */
    public static HttpSettings of(
            String host,
            int port,
            Optional<URI> publicUrl,
            boolean trustProxy,
            RateLimits rateLimits,
            Rules rules,
            boolean dryRun) {
        return new HttpSettings(
                host, port, publicUrl, trustProxy, rateLimits, rules, dryRun, false, Optional.empty(), Limits.DEFAULT);
    }
}
