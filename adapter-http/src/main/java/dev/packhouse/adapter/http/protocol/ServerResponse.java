package dev.packhouse.adapter.http.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request is answered, before the headers that all answers have.
 *
 * @param status the status
 * @param content what is sent
 * @param links the members of {@code Link} that belong to a list
 * @param lastModified when what is sent was last changed, where GitHub tells that
 * @param headers further headers of this answer
 */
public record ServerResponse(
        int status, Content content, Optional<String> links, Optional<Instant> lastModified, List<Header> headers) {

    /** The bare address of GitHub's documentation, for what is no operation. */
    public static final String DOCUMENTATION = "https://docs.github.com/rest";

    /** Copies the headers. */
    public ServerResponse {
        requireNonNull(content, "content");
        requireNonNull(links, "links");
        requireNonNull(lastModified, "lastModified");
        headers = List.copyOf(headers);
    }

    /** What an answer carries. */
    public sealed interface Content {}

    /** Nothing. */
    public record Nothing() implements Content {}

    /**
     * A JSON value.
     *
     * @param json writes it
     */
    public record Value(Json json) implements Content {}

    /**
     * Plain text.
     *
     * @param text the text
     */
    public record Text(String text) implements Content {}

    /**
     * A header.
     *
     * @param name its name
     * @param value its value
     */
    public record Header(String name, String value) {}

    /** What was asked for. */
    public static ServerResponse ok(Json json) {
        return of(200, new Value(json));
    }

    /** Done, and nothing to tell. */
    public static ServerResponse noContent() {
        return of(204, new Nothing());
    }

    /** A status and what goes with it. */
    public static ServerResponse of(int status, Content content) {
        return new ServerResponse(status, content, Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * An error as GitHub words it.
     *
     * @param documentationUrl where to read on; left out if it is empty text
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

    /** There is nothing of this kind here. */
    public static ServerResponse notFound() {
        return error(404, "Not Found", DOCUMENTATION);
    }

    /** This answer with its value in another form. */
    public ServerResponse carrying(Json json) {
        return new ServerResponse(status, new Value(json), links, lastModified, headers);
    }

    /** This answer with links to other pages. */
    public ServerResponse linking(Optional<String> members) {
        return new ServerResponse(status, content, members, lastModified, headers);
    }

    /** This answer with the time of the last change. */
    public ServerResponse modifiedAt(Instant instant) {
        return new ServerResponse(status, content, links, Optional.of(instant), headers);
    }

    /** This answer with one more header, if there is something to say in it. */
    public ServerResponse with(String name, Optional<String> value) {
        return value.map(text -> with(name, text)).orElse(this);
    }

    /** This answer with one more header. */
    public ServerResponse with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new ServerResponse(status, content, links, lastModified, more);
    }
}
