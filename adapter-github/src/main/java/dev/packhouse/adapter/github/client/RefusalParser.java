package dev.packhouse.adapter.github.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.policy.Refusal.UpstreamResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What GitHub's refusals amount to. Its sentences are matched by what distinguishes them, since it rewords them. */
public final class RefusalParser {

    /** Some words of a sentence, and the reason that it stands for. */
    private record Sign(String words, Reason reason) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign("requires authentication", Reason.AUTHENTICATION_REQUIRED),
            new Sign("bad credentials", Reason.BAD_CREDENTIALS),
            new Sign("resource not accessible by", Reason.TOKEN_NOT_SUPPORTED),
            new Sign("saml enforcement", Reason.SSO_REQUIRED),
            new Sign("you need at least", Reason.MISSING_SCOPES),
            new Sign("downloads cannot be deleted", Reason.TOO_MANY_DOWNLOADS),
            new Sign("last tagged version", Reason.LAST_TAGGED_VERSION),
            new Sign("last version", Reason.LAST_VERSION),
            new Sign("cannot be greater than", Reason.PAGE_OUT_OF_RANGE),
            new Sign("in use by package version", Reason.VERSION_NAME_TAKEN),
            new Sign("in use", Reason.NAME_TAKEN),
            new Sign("already been taken", Reason.NAME_TAKEN),
            new Sign("already exists", Reason.NAME_TAKEN),
            new Sign("package version not found", Reason.VERSION_NOT_FOUND),
            new Sign("package not found", Reason.PACKAGE_NOT_FOUND),
            new Sign("invalid argument", Reason.INVALID_ARGUMENT));

    private static final String PACKAGES_DOCS = "https://docs.github.com/rest/packages/packages";

    private RefusalParser() {}

    /** Which kind of thing was asked for. */
    public enum Subject {
        OWNER,
        PACKAGE,
        VERSION
    }

    /** The refusal in an answer, whose body is this object. */
    static Refusal.UpstreamRefusal of(RawResponse response, JsonNode body, Subject subject) {
        String message = body.path("message").asText("");
        return new Refusal.UpstreamRefusal(
                reason(response, message, subject),
                new UpstreamResponse(
                        response.status(),
                        message,
                        body.path("documentation_url").asText(""),
                        response.header("x-github-sso").filter(RefusalParser::isRequired)));
    }

    /** What a token is told that cannot even be sent. */
    static Refusal.UpstreamRefusal badCredentials() {
        return new Refusal.UpstreamRefusal(
                Reason.BAD_CREDENTIALS, new UpstreamResponse(401, "Bad credentials", "https://docs.github.com/rest"));
    }

    /** What is said, in these words, of a package, or of a version, that is there no more. */
    public static Refusal.UpstreamRefusal notFound(Reason reason, String message) {
        return new Refusal.UpstreamRefusal(reason, new UpstreamResponse(404, message, PACKAGES_DOCS));
    }

    /** What GitHub would say for the same reason. */
    public static Refusal.UpstreamRefusal foreseen(Refusal refusal) {
        return new Refusal.UpstreamRefusal(
                refusal.reason(), new UpstreamResponse(400, refusal.explanation(), PACKAGES_DOCS));
    }

    /** What a token is told of a kind that GitHub would not serve either. */
    public static Refusal.UpstreamRefusal notAccessible(TokenKind kind) {
        return new Refusal.UpstreamRefusal(
                Reason.TOKEN_NOT_SUPPORTED,
                new UpstreamResponse(
                        403, new Refusal.TokenNotSupported(kind).explanation(), "https://docs.github.com/rest"));
    }

    /** Whether an answer's text says why in words that are known here, so that nothing else can be the reason. */
    static boolean explain(RawResponse response) {
        String words = new String(response.body(), UTF_8).toLowerCase(Locale.ROOT);
        return SIGNS.stream().anyMatch(sign -> words.contains(sign.words()));
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
        String words = message.toLowerCase(Locale.ROOT);
        return SIGNS.stream()
                .filter(sign -> words.contains(sign.words()))
                .map(Sign::reason)
                .findFirst()
                .map(reason -> ofSubject(reason, subject))
                .orElseGet(() -> byStatus(response.status(), subject));
    }

    /** The header that tells of a list from which something is left out. */
    public static Optional<String> leftOut(RawResponse response) {
        return response.header("x-github-sso").filter(value -> !isRequired(value));
    }

    /** Other values tell of lists from which something is left out. */
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
