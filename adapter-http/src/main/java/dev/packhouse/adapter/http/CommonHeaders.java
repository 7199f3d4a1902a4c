package dev.packhouse.adapter.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The headers whose values never change, encoded once. */
final class CommonHeaders {

    static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    static final HttpField JAVASCRIPT =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/javascript; charset=utf-8");
    static final HttpField TEXT = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    static final HttpField GZIP = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");

    static final HttpField CACHE_PRIVATE =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "private, max-age=60, s-maxage=60");
    static final HttpField CACHE_PUBLIC =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "public, max-age=60, s-maxage=60");
    static final HttpField VARY_PRIVATE =
            new PreEncodedHttpField(HttpHeader.VARY, "Accept, Authorization, Cookie, X-GitHub-OTP");
    static final HttpField VARY_PUBLIC = new PreEncodedHttpField(HttpHeader.VARY, "Accept");
    static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding, Accept, X-Requested-With");

    static final HttpField NO_ACCEPTED_SCOPES = new PreEncodedHttpField("X-Accepted-OAuth-Scopes", "");
    static final HttpField ORGANIZATION_SCOPES =
            new PreEncodedHttpField("X-Accepted-OAuth-Scopes", "admin:org, read:org, repo, user, write:org");
    static final HttpField MEDIA_TYPE = new PreEncodedHttpField("X-GitHub-Media-Type", "github.v3; format=json");
    static final HttpField VERSION_2022 = new PreEncodedHttpField("x-github-api-version-selected", "2022-11-28");
    static final HttpField VERSION_2026 = new PreEncodedHttpField("x-github-api-version-selected", "2026-03-10");
    static final HttpField DEPRECATION = new PreEncodedHttpField("Deprecation", "Tue, 10 Mar 2026 00:00:00 GMT");
    static final HttpField SUNSET = new PreEncodedHttpField("Sunset", "Fri, 10 Mar 2028 00:00:00 GMT");

    /** The member of {@code Link} that an answer under a deprecated version of the API has. */
    static final String DEPRECATION_LINK = "<https://docs.github.com/en/rest/about-the-rest-api/api-versions>;"
            + " rel=\"deprecation\"; type=\"text/html\"";

    private static final HttpField DEPRECATION_ONLY = new PreEncodedHttpField(HttpHeader.LINK, DEPRECATION_LINK);

    private static final HttpField[] ALWAYS = {
        new PreEncodedHttpField(
                "Access-Control-Expose-Headers",
                "ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining,"
                        + " X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes,"
                        + " X-Accepted-OAuth-Scopes, X-Poll-Interval, X-GitHub-Media-Type, X-GitHub-SSO,"
                        + " X-GitHub-Request-Id, Deprecation, Sunset, Warning"),
        new PreEncodedHttpField("Access-Control-Allow-Origin", "*"),
        new PreEncodedHttpField("Strict-Transport-Security", "max-age=31536000; includeSubdomains; preload"),
        new PreEncodedHttpField("X-Frame-Options", "deny"),
        new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
        new PreEncodedHttpField("X-XSS-Protection", "0"),
        new PreEncodedHttpField("Referrer-Policy", "origin-when-cross-origin, strict-origin-when-cross-origin"),
        new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'"),
    };

    private static final HttpField SERVER = new PreEncodedHttpField(HttpHeader.SERVER, "github.com");

    private CommonHeaders() {}

    static HttpField link(String members) {
        return members.isEmpty() ? DEPRECATION_ONLY : new HttpField(HttpHeader.LINK, members + ", " + DEPRECATION_LINK);
    }

    /** The headers behind which nothing but {@code Content-Encoding}, the id and the server come. */
    static void addAlways(HttpFields.Mutable headers) {
        for (HttpField field : ALWAYS) {
            headers.add(field);
        }
    }

    static void addLast(HttpFields.Mutable headers, String requestId) {
        headers.add(new HttpField("X-GitHub-Request-Id", requestId));
        headers.put(SERVER);
    }
}
