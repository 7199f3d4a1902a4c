package dev.packhouse.adapter.http.protocol;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Determines the prefix of the URLs in a response: the configured URL, or else scheme and host of the request. */
public final class PublicUrlResolver {

    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?");

    private final Optional<PublicUrl> plain;
    private final Optional<PublicUrl> prefixed;
    private final boolean trustProxy;

    /** Uses the configured URL if present, and {@code X-Forwarded-*} headers only if the proxy is trusted. */
    public PublicUrlResolver(Optional<URI> configured, boolean trustProxy) {
        this.plain = configured.map(url -> PublicUrl.of(url.toString(), false));
        this.prefixed = configured.map(url -> PublicUrl.of(url.toString(), true));
        this.trustProxy = trustProxy;
    }

    /** Returns the prefix of the URLs in the response to a request whose path has the prefix of the API or not. */
    public PublicUrl of(HttpServletRequest request, boolean withPrefix) {
        Optional<PublicUrl> configured = withPrefix ? prefixed : plain;
        return configured.orElseGet(() -> PublicUrl.of(scheme(request) + "://" + host(request), withPrefix));
    }

    private String scheme(HttpServletRequest request) {
        String forwarded = forwarded(request, "X-Forwarded-Proto");
        return "http".equals(forwarded) || "https".equals(forwarded) ? forwarded : request.getScheme();
    }

    private String host(HttpServletRequest request) {
        String forwarded = forwarded(request, "X-Forwarded-Host");
        if (forwarded != null && HOST.matcher(forwarded).matches()) {
            return forwarded;
        }
        String host = request.getHeader("Host");
        return host != null && HOST.matcher(host).matches()
                ? host
                : request.getLocalAddr() + ":" + request.getLocalPort();
    }

    /**
     * Returns the first element of the header: of several proxies, the first one received the request of the client.
     */
    private String forwarded(HttpServletRequest request, String header) {
        String value = trustProxy ? request.getHeader(header) : null;
        return value == null ? null : value.split(",", -1)[0].strip();
    }
}
