package dev.packhouse.adapter.http.protocol;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Knows what the URLs in the answer to a request start with: what was configured, or what the request came by. */
public final class PublicUrlResolver {

    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?");

    private final Optional<PublicUrl> plain;
    private final Optional<PublicUrl> prefixed;
    private final boolean trustProxy;

    /** Uses the configured address, if there is one; headers of a proxy only if they are to be believed. */
    public PublicUrlResolver(Optional<URI> configured, boolean trustProxy) {
        this.plain = configured.map(url -> PublicUrl.of(url.toString(), false));
        this.prefixed = configured.map(url -> PublicUrl.of(url.toString(), true));
        this.trustProxy = trustProxy;
    }

    /** What the URLs start with when this request came with or without the prefix. */
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

    /** Of several proxies the first one talked to the client. */
    private String forwarded(HttpServletRequest request, String header) {
        String value = trustProxy ? request.getHeader(header) : null;
        return value == null ? null : value.split(",", -1)[0].strip();
    }
}
