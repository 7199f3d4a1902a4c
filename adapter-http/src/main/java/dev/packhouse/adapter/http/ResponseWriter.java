package dev.packhouse.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.control.TestClock;
import dev.packhouse.adapter.http.fault.Fault;
import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.EntityTag;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.MediaType;
import dev.packhouse.adapter.http.protocol.ResponseBody;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.route.DirectoryEndpoint;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.domain.access.Principal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
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

    /** The clock that {@code Date} shows; empty for that of the machine. */
    private final Optional<InstantSource> dates;

    /**
     * Creates a writer.
     *
     * @param clock the clock of the server; {@code Date} shows it if tests move it
     */
    ResponseWriter(RateLimitFilter rateLimit, CommonHeaders.Always always, InstantSource clock) {
        this.rateLimit = rateLimit;
        this.always = always;
        this.dates = clock instanceof TestClock ? Optional.of(clock) : Optional.empty();
    }

    /** Is informed of each response before it is sent. */
    @FunctionalInterface
    interface Listener {

        /**
         * Called before a response is sent.
         *
         * @param status the status that is sent; empty if the connection is closed without a response
         */
        void beforeSending(RequestContext context, ServerResponse response, OptionalInt status);
    }

    /**
     * Writes a response. Returns the status that it sends, which is 304 if the client has the current response already. Sends less
     * than that if the request has met such a fault.
     */
    int write(RequestContext context, ServerResponse response, HttpServletResponse target, Listener listener)
            throws IOException {
        Optional<Fault> fault = context.fault().map(match -> match.rule().fault());
        if (fault.filter(Fault.Drop.class::isInstance).isPresent()) {
            listener.beforeSending(context, response, OptionalInt.empty());
            close(target);
            return response.status();
        }
        Representation representation = represent(context, response);
        boolean unchanged = isUnchanged(context.request(), representation, response);
        int status = unchanged ? 304 : representation.status();
        if (unchanged) {
            rateLimit.refund(context);
        }
        listener.beforeSending(context, response, OptionalInt.of(status));
        boolean hasBody = !unchanged && !(response.content() instanceof ServerResponse.Nothing);
        boolean compressed = representation.body().size() >= MIN_COMPRESSED_SIZE
                && acceptsGzip(context.request().getHeader("Accept-Encoding"));

        target.setStatus(status);
        // Uses Jetty's headers, because the servlet API changes the spelling of the content type.
        ServletContextResponse core = ServletContextResponse.getServletContextResponse(target);
        HttpFields.Mutable headers = core.getWrapped().getHeaders();
        headers.remove(HttpHeader.CONTENT_TYPE);
        dates.ifPresent(clock -> headers.put(HttpHeader.DATE, HTTP_DATE.format(clock.instant())));
        if (hasBody) {
            headers.add(representation.contentType());
        }
        addHeaders(headers, context, response, representation.quotedTag(compressed));
        if (hasBody && compressed) {
            headers.add(CommonHeaders.GZIP);
        }
        CommonHeaders.addLast(headers, context.id());
        if (hasBody) {
            ResponseBody sent = compressed ? representation.body().compressed() : representation.body();
            target.setContentLength(sent.size());
            if (fault.isPresent() && fault.get() instanceof Fault.Truncate truncate && sent.size() > 0) {
                core.getHttpOutput().write(sent.toBuffer().limit(Math.min(truncate.bytes(), sent.size() - 1)));
                target.flushBuffer();
                close(target);
            } else {
                core.getHttpOutput().write(sent.toBuffer());
            }
        } else if (unchanged) {
            // Without the flush Jetty would add Content-Length: 0, but the representation that 304 refers to is not
            // empty.
            target.flushBuffer();
        }
        return status;
    }

    /** Closes the connection. What was written and flushed before may still arrive. */
    private static void close(HttpServletResponse target) {
        ServletContextResponse.getServletContextResponse(target)
                .getWrapped()
                .getRequest()
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    /**
     * What a response looks like to this client, if it does not have it already.
     *
     * @param status the status
     * @param contentType the type of the body, if there is one
     * @param body the body; empty if there is none
     * @param entityTag the entity tag, without quotes; empty if conditional requests do not apply
     */
    private record Representation(int status, HttpField contentType, ResponseBody body, String entityTag) {

        boolean conditional() {
            return !entityTag.isEmpty();
        }

        /** The entity tag as a header. It is weak for a compressed body. Empty if there is none. */
        String quotedTag(boolean compressed) {
            return conditional() ? (compressed ? "W/\"" : "\"") + entityTag + "\"" : "";
        }
    }

    private static Representation represent(RequestContext context, ServerResponse response) {
        int status = response.status();
        ServerResponse.Content content = response.content();
        if (content instanceof ServerResponse.Encoded encoded) {
            return new Representation(status, CommonHeaders.JSON, encoded.body(), encoded.entityTag());
        }
        if (content instanceof ServerResponse.Value value) {
            Optional<String> callback = callback(context);
            ResponseBody body = callback.isPresent()
                    ? ResponseBody.callback(callback.get(), new CallbackMeta(status), value.json())
                    : ResponseBody.json(value.json());
            return callback.isPresent()
                    ? new Representation(200, CommonHeaders.JAVASCRIPT, body, response.entityTag(body))
                    : new Representation(status, CommonHeaders.JSON, body, response.entityTag(body));
        }
        if (content instanceof ServerResponse.Html page) {
            ResponseBody body = ResponseBody.text(page.text());
            return new Representation(status, CommonHeaders.HTML, body, response.entityTag(body));
        }
        ResponseBody body =
                content instanceof ServerResponse.Text text ? ResponseBody.text(text.text()) : ResponseBody.EMPTY;
        return new Representation(status, CommonHeaders.TEXT, body, response.entityTag(body));
    }

    /** Adds the headers between the content type and those about the encoding of the body. */
    private void addHeaders(
            HttpFields.Mutable headers, RequestContext context, ServerResponse response, String entityTag) {
        if (entityTag.isEmpty()) {
            headers.add(CommonHeaders.VARY);
        } else {
            headers.add(context.authenticated() ? CommonHeaders.CACHE_PRIVATE : CommonHeaders.CACHE_PUBLIC);
            headers.add(HttpHeader.ETAG, entityTag);
        }
        response.lastModified().ifPresent(at -> headers.add(HttpHeader.LAST_MODIFIED, HTTP_DATE.format(at)));
        addToken(headers, context);
        addProtocol(headers, context, response);
        context.rateLimit().ifPresent(limit -> CommonHeaders.addRateLimit(headers, limit));
        headers.add(context.isOutsideApi() ? always.outsideApi() : always.api());
        for (ServerResponse.Header header : response.headers()) {
            headers.add(header.name(), header.value());
        }
    }

    /**
     * Whether the client has the current response. {@code If-Modified-Since} counts only without {@code If-None-Match}.
     */
    private static boolean isUnchanged(
            HttpServletRequest request, Representation representation, ServerResponse response) {
        if (!representation.conditional()) {
            return false;
        }
        Enumeration<String> tags = request.getHeaders("If-None-Match");
        if (!tags.hasMoreElements()) {
            String since = request.getHeader("If-Modified-Since");
            return since != null
                    && response.lastModified()
                            .filter(at -> !at.truncatedTo(ChronoUnit.SECONDS).isAfter(instant(since)))
                            .isPresent();
        }
        while (tags.hasMoreElements()) {
            if (EntityTag.matches(tags.nextElement(), representation.entityTag())) {
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

    /** The JSONP function of the request. Only a plain name is accepted, because it becomes part of the script. */
    private static Optional<String> callback(RequestContext context) {
        if (!context.request().getMethod().equals("GET") || context.isOutsideApi()) {
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
                headers.add(acceptedScopes(context.match().route()));
            }
        }
        note.map(TokenHeaders::expiration)
                .orElseGet(() -> caller.expiresAt().map(EXPIRY::format))
                .ifPresent(text -> headers.add("github-authentication-token-expiration", text));
    }

    private static HttpField acceptedScopes(Route route) {
        if (route instanceof Route.AccountRoute account && account.organization()) {
            return CommonHeaders.ORGANIZATION_SCOPES;
        }
        return route instanceof Route.DirectoryRoute directory && directory.endpoint() == DirectoryEndpoint.REPOSITORY
                ? CommonHeaders.REPOSITORY_SCOPES
                : CommonHeaders.NO_ACCEPTED_SCOPES;
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
