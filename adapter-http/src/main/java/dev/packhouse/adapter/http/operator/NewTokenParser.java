package dev.packhouse.adapter.http.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.packhouse.adapter.http.protocol.InvalidRequestException;
import dev.packhouse.application.state.Dates;
import dev.packhouse.application.state.Printable;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Parses the body of a request for a token: a JSON object with the fields {@code user}, {@code scopes}, {@code sso} and
 * {@code expires_at}. Only {@code user} is required; a null counts as absent. Refuses the first problem: with 413 a long
 * body, with 400 what is no JSON, and with 422 other fields, types and values.
 */
final class NewTokenParser {

    /** The maximum size of a body, in bytes. */
    static final int MAX_BYTES = 64 << 10;

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;

    private static final String USER = "user";
    private static final String SCOPES = "scopes";
    private static final String SSO = "sso";
    private static final String EXPIRES_AT = "expires_at";
    private static final List<String> FIELDS = List.of(USER, SCOPES, SSO, EXPIRES_AT);

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser json;
    private Optional<Login> user = Optional.empty();
    private Set<Scope> scopes = Set.of();
    private Set<Login> sso = Set.of();
    private Optional<Instant> expiresAt = Optional.empty();

    private NewTokenParser(JsonParser json) {
        this.json = json;
    }

    static NewToken parse(InputStream body) throws InvalidRequestException {
        try (JsonParser json = FACTORY.createParser(text(body))) {
            return new NewTokenParser(json).parse();
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException(BAD_REQUEST, "The body is no valid JSON" + at(e.getLocation()));
        } catch (IOException e) {
            throw new InvalidRequestException(BAD_REQUEST, "The body cannot be read to its end");
        }
    }

    private static String text(InputStream body) throws IOException, InvalidRequestException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new InvalidRequestException(TOO_LARGE, "The body has more than %d bytes".formatted(MAX_BYTES));
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidRequestException(BAD_REQUEST, "The body is not in UTF-8");
        }
    }

    private NewToken parse() throws IOException, InvalidRequestException {
        if (json.nextToken() == null) {
            throw new InvalidRequestException(BAD_REQUEST, "The body is empty, expected a JSON object");
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw invalid("The body must be a JSON object");
        }
        Set<String> found = new HashSet<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (!FIELDS.contains(name)) {
                throw invalid("Unknown field '%s', expected one of %s"
                        .formatted(Printable.brief(name), String.join(", ", FIELDS)));
            }
            if (!found.add(name)) {
                throw new InvalidRequestException(
                        BAD_REQUEST, "The field '%s' is there twice".formatted(name) + here());
            }
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                read(name);
            }
        }
        if (json.nextToken() != null) {
            throw new InvalidRequestException(BAD_REQUEST, "The body has more than one JSON value" + here());
        }
        return new NewToken(
                user.orElseThrow(() -> new InvalidRequestException(UNPROCESSABLE, "Missing 'user'")),
                new Scopes(scopes),
                sso,
                expiresAt);
    }

    private void read(String field) throws IOException, InvalidRequestException {
        switch (field) {
            case USER -> user = Optional.of(value(USER, Login::new));
            case SCOPES -> scopes = values(SCOPES, NewTokenParser::scope);
            case SSO -> sso = values(SSO, Login::new);
            default -> expiresAt = Optional.of(value(EXPIRES_AT, NewTokenParser::instant));
        }
    }

    private <T> Set<T> values(String field, Function<String, T> parse) throws IOException, InvalidRequestException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw invalid("'%s' must be a list of texts".formatted(field));
        }
        Set<T> values = new HashSet<>();
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            values.add(value("%s[%d]".formatted(field, i), parse));
        }
        return values;
    }

    private <T> T value(String path, Function<String, T> parse) throws IOException, InvalidRequestException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid("'%s' must be a text".formatted(path));
        }
        try {
            return parse.apply(json.getText());
        } catch (IllegalArgumentException e) {
            throw invalid("'%s': %s".formatted(path, Printable.brief(e.getMessage())));
        }
    }

    private static Scope scope(String label) {
        return Scope.parse(label)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is no scope, expected one such as read:packages".formatted(label)));
    }

    private static Instant instant(String text) {
        return Dates.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is no date, expected one such as 2027-05-19T22:19:11Z".formatted(text)));
    }

    private InvalidRequestException invalid(String problem) {
        return new InvalidRequestException(UNPROCESSABLE, problem + here());
    }

    private String here() {
        return at(json.currentTokenLocation());
    }

    private static String at(JsonLocation location) {
        return " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }
}
