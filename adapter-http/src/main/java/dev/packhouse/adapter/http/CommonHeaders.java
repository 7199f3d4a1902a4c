package dev.packhouse.adapter.http;

import dev.packhouse.application.model.RateLimit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The headers with constant values, encoded once. */
final class CommonHeaders {

    static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    static final HttpField JAVASCRIPT =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/javascript; charset=utf-8");
    static final HttpField TEXT = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    static final HttpField HTML = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
    static final HttpField GZIP = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");

    private static final HttpField VARY_ALWAYS =
            new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding, Accept, X-Requested-With");

    static final HttpFields VARY = HttpFields.from(VARY_ALWAYS);
    /** How long a client may cache a response that depends on its token. */
    static final HttpFields CACHE_PRIVATE = HttpFields.from(
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "private, max-age=60, s-maxage=60"),
            new PreEncodedHttpField(HttpHeader.VARY, "Accept, Authorization, Cookie, X-GitHub-OTP"),
            VARY_ALWAYS);
    /** How long a cache may keep a response to a request without a token. */
    static final HttpFields CACHE_PUBLIC = HttpFields.from(
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "public, max-age=60, s-maxage=60"),
            new PreEncodedHttpField(HttpHeader.VARY, "Accept"),
            VARY_ALWAYS);

    static final HttpField NO_ACCEPTED_SCOPES = new PreEncodedHttpField("X-Accepted-OAuth-Scopes", "");
    static final HttpField ORGANIZATION_SCOPES =
            new PreEncodedHttpField("X-Accepted-OAuth-Scopes", "admin:org, read:org, repo, user, write:org");
    static final HttpField REPOSITORY_SCOPES = new PreEncodedHttpField("X-Accepted-OAuth-Scopes", "repo");
    static final HttpField MEDIA_TYPE = new PreEncodedHttpField("X-GitHub-Media-Type", "github.v3; format=json");
    static final HttpFields VERSION_2026 =
            HttpFields.from(new PreEncodedHttpField("x-github-api-version-selected", "2026-03-10"));
    static final HttpFields VERSION_2022 = HttpFields.from(
            new PreEncodedHttpField("x-github-api-version-selected", "2022-11-28"),
            new PreEncodedHttpField("Deprecation", "Tue, 10 Mar 2026 00:00:00 GMT"),
            new PreEncodedHttpField("Sunset", "Fri, 10 Mar 2028 00:00:00 GMT"));

    /** The member of {@code Link} in each response of a deprecated version of the API. */
    static final String DEPRECATION_LINK = "<https://docs.github.com/en/rest/about-the-rest-api/api-versions>;"
            + " rel=\"deprecation\"; type=\"text/html\"";

    private static final HttpField DEPRECATION_ONLY = new PreEncodedHttpField(HttpHeader.LINK, DEPRECATION_LINK);

    private static final HttpFields CROSS_ORIGIN = HttpFields.from(
            new PreEncodedHttpField(
                    "Access-Control-Expose-Headers",
                    "ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit,"
                            + " X-RateLimit-Remaining, X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset,"
                            + " X-OAuth-Scopes, X-Accepted-OAuth-Scopes, X-Poll-Interval, X-GitHub-Media-Type,"
                            + " X-GitHub-SSO, X-GitHub-Request-Id, Deprecation, Sunset, Warning"),
            new PreEncodedHttpField("Access-Control-Allow-Origin", "*"));
    private static final HttpField TRANSPORT_SECURITY =
            new PreEncodedHttpField("Strict-Transport-Security", "max-age=31536000; includeSubdomains; preload");
    private static final HttpFields BROWSERS = HttpFields.from(
            new PreEncodedHttpField("X-Frame-Options", "deny"),
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
            new PreEncodedHttpField("X-XSS-Protection", "0"),
            new PreEncodedHttpField("Referrer-Policy", "origin-when-cross-origin, strict-origin-when-cross-origin"),
            new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'"));

    /** This server has no resource with a limit of its own, such as GitHub's search. */
    private static final HttpField RATE_LIMIT_RESOURCE = new PreEncodedHttpField("X-RateLimit-Resource", "core");

    private static final HttpField SERVER = new PreEncodedHttpField(HttpHeader.SERVER, "github.com");

    private CommonHeaders() {}

    static HttpField link(String members) {
        return members.isEmpty() ? DEPRECATION_ONLY : new HttpField(HttpHeader.LINK, members + ", " + DEPRECATION_LINK);
    }

    /**
     * The last group of headers that all responses have. Only {@code Content-Encoding}, the request id and the server
     * follow.
     *
     * @param api for responses of the API, which pages of any origin can read
     * @param outsideApi for responses of this server's own routes, which pages of other origins cannot read
     */
    record Always(HttpFields api, HttpFields outsideApi) {

        /**
         * Returns the headers of one server.
         *
         * @param hsts whether to send {@code Strict-Transport-Security}, so that browsers use HTTPS only
         */
        static Always of(boolean hsts) {
            HttpFields.Mutable browsers = HttpFields.build();
            if (hsts) {
                browsers.add(TRANSPORT_SECURITY);
            }
            browsers.add(BROWSERS);
            return new Always(HttpFields.build(CROSS_ORIGIN).add(browsers).asImmutable(), browsers.asImmutable());
        }
    }

    static void addRateLimit(HttpFields.Mutable headers, RateLimit limit) {
        headers.add("X-RateLimit-Limit", limit.limit());
        headers.add("X-RateLimit-Remaining", limit.remaining());
        headers.add("X-RateLimit-Reset", limit.reset().getEpochSecond());
        headers.add("X-RateLimit-Used", limit.used());
        headers.add(RATE_LIMIT_RESOURCE);
    }

    static void addLast(HttpFields.Mutable headers, String requestId) {
        headers.add(new HttpField("X-GitHub-Request-Id", requestId));
        headers.put(SERVER);
    }
}
