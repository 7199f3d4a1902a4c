package dev.packhouse.adapter.http.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A response without the headers that all responses have.
 *
 * @param status the status
 * @param content the body
 * @param links the members of {@code Link} of a page of a list
 * @param lastModified the value of {@code Last-Modified}, where GitHub sends it
 * @param headers further headers of this response
 * @param refusal the code of the reason for which a rule refused the request, also if the response hides it; it is recorded, and
 *     not sent
 */
public record ServerResponse(
        int status,
        Content content,
        Optional<String> links,
        Optional<Instant> lastModified,
        List<Header> headers,
        Optional<String> refusal) {

    /** The root of GitHub's documentation, for responses that belong to no operation. */
    public static final String DOCUMENTATION = "https://docs.github.com/rest";

    /** Copies the headers. */
    public ServerResponse {
        requireNonNull(content, "content");
        requireNonNull(links, "links");
        requireNonNull(lastModified, "lastModified");
        headers = List.copyOf(headers);
        requireNonNull(refusal, "refusal");
    }

    /** The body of a response. */
    public sealed interface Content {}

    /** No body. */
    public record Nothing() implements Content {}

    /**
     * A JSON value.
     *
     * @param json writes the value
     */
    public record Value(Json json) implements Content {}

    /**
     * A JSON value that is encoded already.
     *
     * @param body its bytes
     * @param entityTag the entity tag of the response, without quotes; empty if it has none
     */
    public record Encoded(ResponseBody body, String entityTag) implements Content {}

    /**
     * Plain text.
     *
     * @param text the text
     */
    public record Text(String text) implements Content {}

    /**
     * A web page.
     *
     * @param text the page
     */
    public record Html(String text) implements Content {}

    /**
     * A header.
     *
     * @param name its name
     * @param value its value
     */
    public record Header(String name, String value) {}

    /** A response with status 200. */
    public static ServerResponse ok(Json json) {
        return of(200, new Value(json));
    }

    /** A response with status 204. */
    public static ServerResponse noContent() {
        return of(204, new Nothing());
    }

    /** A response with this status and body, and no further headers. */
    public static ServerResponse of(int status, Content content) {
        return new ServerResponse(status, content, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /**
     * An error response in GitHub's format.
     *
     * @param documentationUrl the URL of the documentation; omitted if it is an empty text
     */
    public static ServerResponse error(int status, String message, String documentationUrl) {
        return of(status, new Value(json -> {
            json.writeStartObject();
            json.writeStringField("message", message);
            if (!documentationUrl.isEmpty()) {
                json.writeStringField("documentation_url", documentationUrl);
            }
            json.writeStringField("status", Integer.toString(status));
            json.writeEndObject();
        }));
    }

    /** The response to an unknown path. */
    public static ServerResponse notFound() {
        return error(404, "Not Found", DOCUMENTATION);
    }

    /**
     * Returns the entity tag of this response, without quotes. It is empty if conditional requests do not apply: with
     * another status than 200, or with further headers, which a 304 would not repeat.
     *
     * @param body the encoded content
     */
    public String entityTag(ResponseBody body) {
        return status == 200 && headers.isEmpty() ? body.entityTag(links.orElse("")) : "";
    }

    /** Returns this response with this body. */
    public ServerResponse carrying(Encoded encoded) {
        return new ServerResponse(status, encoded, links, lastModified, headers, refusal);
    }

    /** Returns this response with links to other pages. */
    public ServerResponse linking(Optional<String> members) {
        return new ServerResponse(status, content, members, lastModified, headers, refusal);
    }

    /** Returns this response with the time of the last change. */
    public ServerResponse modifiedAt(Instant instant) {
        return new ServerResponse(status, content, links, Optional.of(instant), headers, refusal);
    }

    /** Returns this response with one more header, if it has a value. */
    public ServerResponse with(String name, Optional<String> value) {
        return value.map(text -> with(name, text)).orElse(this);
    }

    /** Returns this response with one more header. */
    public ServerResponse with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new ServerResponse(status, content, links, lastModified, more, refusal);
    }

    /** Returns this response as one to a request that a rule has refused, for a reason with this code. */
    public ServerResponse refusedFor(String code) {
        return new ServerResponse(status, content, links, lastModified, headers, Optional.of(code));
    }
}
