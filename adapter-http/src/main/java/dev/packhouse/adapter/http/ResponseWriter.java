package dev.packhouse.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.EntityTag;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.MediaType;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.domain.access.Principal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Writes responses, with GitHub's headers in GitHub's order. */
final class ResponseWriter {

    /** In bytes. Compression saves nothing for shorter bodies. */
    private static final int MIN_COMPRESSED_SIZE = 1024;

    private static final int LONGEST_CALLBACK = 100;

    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final RateLimitFilter rateLimit;
    private final CommonHeaders.Always always;

    ResponseWriter(RateLimitFilter rateLimit, CommonHeaders.Always always) {
        this.rateLimit = rateLimit;
        this.always = always;
    }

    /**
     * Writes a response. Returns the status that it sends, which is 304 if the client has the current response already.
     */
    int write(RequestContext context, ServerResponse response, HttpServletResponse target) throws IOException {
        HttpServletRequest request = context.request();
        Optional<String> callback = callback(context, response);
        ResponseBody body = body(response, callback);
        int status = callback.isPresent() ? 200 : response.status();
        boolean cacheable = response.status() == 200 && response.headers().isEmpty();
        String entityTag = cacheable ? entityTag(body, response) : "";
        if (cacheable && isUnchanged(request, entityTag, response)) {
            status = 304;
            rateLimit.refund(context);
        }
        boolean hasBody = status != 304 && !(response.content() instanceof ServerResponse.Nothing);
        boolean compressed = body.size() >= MIN_COMPRESSED_SIZE && acceptsGzip(request.getHeader("Accept-Encoding"));

        target.setStatus(status);
        // Uses Jetty's headers, because the servlet API changes the spelling of the content type.
        ServletContextResponse core = ServletContextResponse.getServletContextResponse(target);
        HttpFields.Mutable headers = core.getWrapped().getHeaders();
        headers.remove(HttpHeader.CONTENT_TYPE);
        if (hasBody) {
            headers.add(contentType(response, callback));
        }
        if (cacheable) {
            headers.add(context.authenticated() ? CommonHeaders.CACHE_PRIVATE : CommonHeaders.CACHE_PUBLIC);
            headers.add(HttpHeader.ETAG, (compressed ? "W/\"" : "\"") + entityTag + "\"");
        } else {
            headers.add(CommonHeaders.VARY);
        }
        response.lastModified().ifPresent(at -> headers.add(HttpHeader.LAST_MODIFIED, HTTP_DATE.format(at)));
        addToken(headers, context);
        addProtocol(headers, context, response);
        context.rateLimit().ifPresent(limit -> addRateLimit(headers, limit));
        headers.add(context.isOutsideApi() ? always.outsideApi() : always.api());
        for (ServerResponse.Header header : response.headers()) {
            headers.add(header.name(), header.value());
        }
        if (hasBody && compressed) {
            headers.add(CommonHeaders.GZIP);
        }
        CommonHeaders.addLast(headers, context.id());
        if (hasBody) {
            ResponseBody sent = compressed ? body.compressed() : body;
            target.setContentLength(sent.size());
            core.getHttpOutput().write(sent.toBuffer());
        } else if (status == 304) {
            // Without the flush Jetty would add Content-Length: 0, but the representation that 304 refers to is not
            // empty.
            target.flushBuffer();
        }
        return status;
    }

    /**
     * Whether the client has the current response. {@code If-Modified-Since} counts only without {@code If-None-Match}.
     */
    private static boolean isUnchanged(HttpServletRequest request, String entityTag, ServerResponse response) {
        Enumeration<String> tags = request.getHeaders("If-None-Match");
        if (!tags.hasMoreElements()) {
            String since = request.getHeader("If-Modified-Since");
            return since != null
                    && response.lastModified()
                            .filter(at -> !at.truncatedTo(ChronoUnit.SECONDS).isAfter(instant(since)))
                            .isPresent();
        }
        while (tags.hasMoreElements()) {
            if (EntityTag.matches(tags.nextElement(), entityTag)) {
                return true;
            }
        }
        return false;
    }

    /** Parses an HTTP date. Returns {@link Instant#MIN} if it is invalid. */
    private static Instant instant(String httpDate) {
        try {
            return HTTP_DATE.parse(httpDate.strip(), Instant::from);
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    private static ResponseBody body(ServerResponse response, Optional<String> callback) {
        if (response.content() instanceof ServerResponse.Value value) {
            return callback.map(function ->
                            ResponseBody.callback(function, new CallbackMeta(response.status()), value.json()))
                    .orElseGet(() -> value.json() instanceof EncodedJson encoded
                            ? encoded.body()
                            : ResponseBody.json(value.json()));
        }
        return ResponseBody.text(response.content() instanceof ServerResponse.Text text ? text.text() : "");
    }

    private static String entityTag(ResponseBody body, ServerResponse response) {
        return response.content() instanceof ServerResponse.Value value
                        && value.json() instanceof EncodedJson encoded
                        && encoded.body() == body
                ? encoded.entityTag()
                : body.entityTag(response.links().orElse(""));
    }

    private static HttpField contentType(ServerResponse response, Optional<String> callback) {
        if (response.content() instanceof ServerResponse.Text) {
            return CommonHeaders.TEXT;
        }
        return callback.isPresent() ? CommonHeaders.JAVASCRIPT : CommonHeaders.JSON;
    }

    /** The JSONP function of the request. Only a plain name is accepted, because it becomes part of the script. */
    private static Optional<String> callback(RequestContext context, ServerResponse response) {
        if (!context.request().getMethod().equals("GET")
                || !(response.content() instanceof ServerResponse.Value)
                || context.isOutsideApi()) {
            return Optional.empty();
        }
        return context.query()
                .value("callback")
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST_CALLBACK)
                .filter(name -> name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '_'
                                || c == '$'
                                || c == '.'));
    }

    /** Whether the header accepts gzip. An element for {@code gzip} takes precedence over {@code *}. */
    static boolean acceptsGzip(String header) {
        boolean accepts = false;
        for (String element : header == null ? new String[0] : header.split(",", -1)) {
            String[] parts = element.toLowerCase(Locale.ROOT).replace(" ", "").split(";", -1);
            boolean wanted = parts.length < 2 || !parts[1].matches("q=0(\\.0*)?");
            if (parts[0].equals("gzip")) {
                return wanted;
            }
            accepts |= wanted && parts[0].equals("*");
        }
        return accepts;
    }

    private static void addToken(HttpFields.Mutable headers, RequestContext context) {
        if (context.caller().isEmpty()) {
            return;
        }
        Principal caller = context.caller().get();
        Optional<TokenHeaders> note = context.tokenHeaders();
        if (caller instanceof Principal.ClassicToken token) {
            Optional<String> scopes = note.map(TokenHeaders::scopes)
                    .orElseGet(() -> Optional.of(token.scopes().toString()));
            if (scopes.isPresent()) {
                headers.add("X-OAuth-Scopes", scopes.get());
                boolean organization =
                        context.match().route() instanceof Route.AccountRoute account && account.organization();
                headers.add(organization ? CommonHeaders.ORGANIZATION_SCOPES : CommonHeaders.NO_ACCEPTED_SCOPES);
            }
        }
        note.map(TokenHeaders::expiration)
                .orElseGet(() -> caller.expiresAt().map(EXPIRY::format))
                .ifPresent(text -> headers.add("github-authentication-token-expiration", text));
    }

    private static void addProtocol(HttpFields.Mutable headers, RequestContext context, ServerResponse response) {
        headers.add(
                context.mediaType().equals(MediaType.DEFAULT)
                        ? CommonHeaders.MEDIA_TYPE
                        : new HttpField(
                                "X-GitHub-Media-Type", context.mediaType().label()));
        boolean deprecated = context.version().equals(Optional.of(ApiVersion.V2022));
        if (deprecated) {
            headers.add(CommonHeaders.link(response.links().orElse("")));
            headers.add(CommonHeaders.VERSION_2022);
        } else {
            response.links().ifPresent(members -> headers.add(HttpHeader.LINK, members));
            if (context.version().isPresent()) {
                headers.add(CommonHeaders.VERSION_2026);
            }
        }
    }

    private static void addRateLimit(HttpFields.Mutable headers, RateLimit limit) {
        headers.add("X-RateLimit-Limit", limit.limit());
        headers.add("X-RateLimit-Remaining", limit.remaining());
        headers.add("X-RateLimit-Reset", limit.reset().getEpochSecond());
        headers.add("X-RateLimit-Used", limit.used());
        headers.add("X-RateLimit-Resource", "core");
    }

    /** The {@code meta} part of a JSONP response, because a script cannot read the status. */
    private record CallbackMeta(int status) implements Json {
        @Override
        public void writeTo(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeNumberField("status", status);
            json.writeEndObject();
        }
    }
}
