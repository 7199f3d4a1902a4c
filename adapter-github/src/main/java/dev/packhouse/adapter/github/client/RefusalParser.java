package dev.packhouse.adapter.github.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses refusals: finds the reason of a response of GitHub. Matches only the distinctive words of a message, since
 * GitHub rewords its messages.
 */
public final class RefusalParser {

    /** Distinctive words of a message, in any case, and its reason. */
    private record Phrase(Pattern words, Reason reason) {

        Phrase(String words, Reason reason) {
            this(Pattern.compile("\\b" + words + "\\b", Pattern.CASE_INSENSITIVE), reason);
        }

        boolean isIn(String text) {
            return words.matcher(text).find();
        }
    }

    private static final List<Phrase> PHRASES = List.of(
            new Phrase("requires authentication", Reason.AUTHENTICATION_REQUIRED),
            new Phrase("bad credentials", Reason.BAD_CREDENTIALS),
            new Phrase("resource not accessible by", Reason.TOKEN_NOT_SUPPORTED),
            new Phrase("saml enforcement", Reason.SSO_REQUIRED),
            new Phrase("you need at least", Reason.MISSING_SCOPES),
            new Phrase("downloads cannot be deleted", Reason.TOO_MANY_DOWNLOADS),
            new Phrase("last tagged version", Reason.LAST_TAGGED_VERSION),
            new Phrase("last version", Reason.LAST_VERSION),
            new Phrase("cannot be greater than", Reason.PAGE_OUT_OF_RANGE),
            new Phrase("in use by package version", Reason.VERSION_NAME_TAKEN),
            new Phrase("in use", Reason.NAME_TAKEN),
            new Phrase("already been taken", Reason.NAME_TAKEN),
            new Phrase("already exists", Reason.NAME_TAKEN),
            new Phrase("package version not found", Reason.VERSION_NOT_FOUND),
            new Phrase("package not found", Reason.PACKAGE_NOT_FOUND),
            new Phrase("invalid argument", Reason.INVALID_ARGUMENT));

    private static final String PACKAGES_DOCS = "https://docs.github.com/rest/packages/packages";

    private RefusalParser() {}

    /** The kind of resource that a request is for. */
    public enum Subject {
        OWNER,
        PACKAGE,
        VERSION
    }

    /** Returns the refusal in a response. Its body is this object. */
    static UpstreamResponse of(RawResponse response, JsonNode body, Subject subject) {
        String message = body.path("message").asText("");
        return new UpstreamResponse(
                reason(response, message, subject),
                response.status(),
                message,
                body.path("documentation_url").asText(""),
                response.header("x-github-sso").filter(RefusalParser::isRequired));
    }

    /** Returns the refusal of a token that cannot be sent. */
    static UpstreamResponse badCredentials() {
        return new UpstreamResponse(Reason.BAD_CREDENTIALS, 401, "Bad credentials", "https://docs.github.com/rest");
    }

    /** Returns the refusal, with this message, of a package or version that does not exist any more. */
    public static UpstreamResponse notFound(Reason reason, String message) {
        return new UpstreamResponse(reason, 404, message, PACKAGES_DOCS);
    }

    /** Returns a refusal of this server in the form of GitHub's response for the same reason. */
    public static UpstreamResponse ofDecision(Refusal refusal) {
        return new UpstreamResponse(refusal.reason(), 400, refusal.explanation(), PACKAGES_DOCS);
    }

    /** Returns the refusal of a kind of token that GitHub does not support. */
    public static UpstreamResponse notAccessible(TokenKind kind) {
        return new UpstreamResponse(
                Reason.TOKEN_NOT_SUPPORTED,
                403,
                new Refusal.TokenNotSupported(kind).explanation(),
                "https://docs.github.com/rest");
    }

    /** Returns whether the body contains a phrase of a known reason, so that a rate limit cannot be the reason. */
    static boolean hasKnownReason(RawResponse response) {
        String body = new String(response.body(), UTF_8);
        return PHRASES.stream().anyMatch(phrase -> phrase.isIn(body));
    }

    private static Reason reason(RawResponse response, String message, Subject subject) {
        if (response.status() == 401) {
            return message.equalsIgnoreCase("Requires authentication")
                    ? Reason.AUTHENTICATION_REQUIRED
                    : Reason.BAD_CREDENTIALS;
        }
        if (response.header("x-github-sso").filter(RefusalParser::isRequired).isPresent()) {
            return Reason.SSO_REQUIRED;
        }
        return PHRASES.stream()
                .filter(phrase -> phrase.isIn(message))
                .map(Phrase::reason)
                .findFirst()
                .map(reason -> ofSubject(reason, subject))
                .orElseGet(() -> byStatus(response.status(), subject));
    }

    /** Returns the header {@code X-GitHub-SSO} of a list that omits entries. */
    static Optional<String> partialResults(RawResponse response) {
        return response.header("x-github-sso").filter(value -> !isRequired(value));
    }

    /** Other values mark lists that omit entries. */
    private static boolean isRequired(String singleSignOn) {
        return singleSignOn.startsWith("required");
    }

    private static Reason ofSubject(Reason reason, Subject subject) {
        return reason == Reason.NAME_TAKEN && subject == Subject.VERSION ? Reason.VERSION_NAME_TAKEN : reason;
    }

    private static Reason byStatus(int status, Subject subject) {
        return switch (status) {
            case 403 -> Reason.NOT_ADMIN;
            case 404 ->
                switch (subject) {
                    case OWNER -> Reason.OWNER_NOT_FOUND;
                    case PACKAGE -> Reason.PACKAGE_NOT_FOUND;
                    case VERSION -> Reason.VERSION_NOT_FOUND;
                };
            case 409 -> subject == Subject.VERSION ? Reason.VERSION_NAME_TAKEN : Reason.NAME_TAKEN;
            case 451 -> Reason.NOT_READABLE;
            default -> Reason.INVALID_ARGUMENT;
        };
    }
}
