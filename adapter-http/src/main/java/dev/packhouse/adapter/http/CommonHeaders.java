package dev.packhouse.adapter.http;

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
    static final HttpField GZIP = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");

    private static final String VARY_ALWAYS = "Vary: Accept-Encoding, Accept, X-Requested-With";

    static final HttpField VARY = together(VARY_ALWAYS);
    /** How long a client may cache a response that depends on its token. */
    static final HttpField CACHE_PRIVATE = together(
            "Cache-Control: private, max-age=60, s-maxage=60",
            "Vary: Accept, Authorization, Cookie, X-GitHub-OTP",
            VARY_ALWAYS);
    /** How long a cache may keep a response to a request without a token. */
    static final HttpField CACHE_PUBLIC =
            together("Cache-Control: public, max-age=60, s-maxage=60", "Vary: Accept", VARY_ALWAYS);

    static final HttpField NO_ACCEPTED_SCOPES = new PreEncodedHttpField("X-Accepted-OAuth-Scopes", "");
    static final HttpField ORGANIZATION_SCOPES =
            new PreEncodedHttpField("X-Accepted-OAuth-Scopes", "admin:org, read:org, repo, user, write:org");
    static final HttpField MEDIA_TYPE = new PreEncodedHttpField("X-GitHub-Media-Type", "github.v3; format=json");
    static final HttpField VERSION_2026 = together("x-github-api-version-selected: 2026-03-10");
    static final HttpField VERSION_2022 = together(
            "x-github-api-version-selected: 2022-11-28",
            "Deprecation: Tue, 10 Mar 2026 00:00:00 GMT",
            "Sunset: Fri, 10 Mar 2028 00:00:00 GMT");

    /** The member of {@code Link} in each response of a deprecated version of the API. */
    static final String DEPRECATION_LINK = "<https://docs.github.com/en/rest/about-the-rest-api/api-versions>;"
            + " rel=\"deprecation\"; type=\"text/html\"";

    private static final HttpField DEPRECATION_ONLY = new PreEncodedHttpField(HttpHeader.LINK, DEPRECATION_LINK);

    private static final String CROSS_ORIGIN = lines(
            "Access-Control-Expose-Headers: ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit,"
                    + " X-RateLimit-Remaining, X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset,"
                    + " X-OAuth-Scopes, X-Accepted-OAuth-Scopes, X-Poll-Interval, X-GitHub-Media-Type, X-GitHub-SSO,"
                    + " X-GitHub-Request-Id, Deprecation, Sunset, Warning",
            "Access-Control-Allow-Origin: *");
    private static final String TRANSPORT_SECURITY =
            "Strict-Transport-Security: max-age=31536000; includeSubdomains; preload";
    private static final String BROWSERS = lines(
            "X-Frame-Options: deny",
            "X-Content-Type-Options: nosniff",
            "X-XSS-Protection: 0",
            "Referrer-Policy: origin-when-cross-origin, strict-origin-when-cross-origin",
            "Content-Security-Policy: default-src 'none'");

    private static final HttpField SERVER = new PreEncodedHttpField(HttpHeader.SERVER, "github.com");

    private CommonHeaders() {}

    static HttpField link(String members) {
        return members.isEmpty() ? DEPRECATION_ONLY : new HttpField(HttpHeader.LINK, members + ", " + DEPRECATION_LINK);
    }

    /**
     * Combines headers that are always sent together into one Jetty field, whose value contains the lines of the
     * others. Jetty reads each field several times, and a short response consists mostly of headers.
     */
    private static HttpField together(String... lines) {
        String[] first = lines(lines).split(": ", 2);
        return new PreEncodedHttpField(first[0], first[1]);
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    /**
     * The last group of headers that all responses have. Only {@code Content-Encoding}, the request id and the server
     * follow.
     *
     * @param api for responses of the API, which pages of any origin can read
     * @param health for health responses, which pages of other origins cannot read
     */
    record Always(HttpField api, HttpField health) {

        /**
         * Returns the headers of one server.
         *
         * @param hsts whether to send {@code Strict-Transport-Security}, so that browsers use HTTPS only
         */
        static Always of(boolean hsts) {
            String browsers = hsts ? lines(TRANSPORT_SECURITY, BROWSERS) : BROWSERS;
            return new Always(together(CROSS_ORIGIN, browsers), together(browsers));
        }
    }

    static void addLast(HttpFields.Mutable headers, String requestId) {
        headers.add(new HttpField("X-GitHub-Request-Id", requestId));
        headers.put(SERVER);
    }
}
