package dev.packhouse.adapter.http.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.packhouse.adapter.http.protocol.Authorization;
import dev.packhouse.adapter.http.protocol.InvalidRequestException;
import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.state.Printable;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Shows the audit trail of a running server to its operator, and to the site admins among the users of the backend: holders of
 * a classic token or a token of an OAuth app. To all other users the response is that of an unknown path. Safe for many
 * threads.
 */
public final class AuditHandler {

    private static final int UNPROCESSABLE = 422;

    private static final int DEFAULT_SIZE = 30;
    private static final int MAX_SIZE = 100;

    private static final String SINCE = "since";
    private static final String OWNER = "owner";
    private static final String PER_PAGE = "per_page";
    private static final String BEFORE = "before";
    private static final List<String> PARAMETERS = List.of(SINCE, OWNER, PER_PAGE, BEFORE);

    private static final String NO_TRAIL = "The audit trail is kept only with --data DIR";

    private final Optional<OperatorToken> operator;
    private final Optional<Authenticator> users;
    private final Administration administration;
    private final InstantSource clock;

    /**
     * Creates the handler.
     *
     * @param operator the token of the operator; empty if there is none
     * @param users identifies the users of the backend, of which site admins may see the trail; empty if none of them may
     * @param administration has the trail, if the backend keeps one
     */
    public AuditHandler(
            Optional<OperatorToken> operator,
            Optional<Authenticator> users,
            Administration administration,
            InstantSource clock) {
        this.operator = requireNonNull(operator, "operator");
        this.users = requireNonNull(users, "users");
        this.administration = requireNonNull(administration, "administration");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Lists a page of the entries, the newest first.
     *
     * @param authorization the header {@code Authorization}; null if there is none
     * @param url the URL of this path, for the link to the next page
     */
    public ServerResponse list(String authorization, Query query, String url) {
        Optional<ServerResponse> refused = refused(authorization);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (!administration.keepsAuditTrail()) {
            return ServerResponse.error(404, NO_TRAIL, "");
        }
        try {
            return list(parse(query), url);
        } catch (InvalidRequestException e) {
            return ServerResponse.error(e.status(), e.getMessage(), "");
        }
    }

    /** Asks for one entry more than the page has, which shows whether there is a next page. */
    private ServerResponse list(AuditQuery query, String url) {
        List<StoredAuditEntry> found = administration.auditTrail(query.withLimit(query.limit() + 1));
        List<StoredAuditEntry> page = found.subList(0, Math.min(found.size(), query.limit()));
        Optional<String> next = found.size() > page.size()
                ? Optional.of("<%s?%s>; rel=\"next\"".formatted(url, parameters(query.after(page))))
                : Optional.empty();
        return ServerResponse.ok(json -> {
                    json.writeStartArray();
                    for (StoredAuditEntry entry : page) {
                        AuditJson.write(entry, json);
                    }
                    json.writeEndArray();
                })
                .linking(next);
    }

    /** The link has the instant of a duration, so that all pages begin at the same time. */
    private static String parameters(AuditQuery query) {
        return query.since().map(since -> SINCE + "=" + since + "&").orElse("")
                + query.owner()
                        .map(owner -> OWNER + "=" + URLEncoder.encode(owner.value(), UTF_8) + "&")
                        .orElse("")
                + "%s=%d&%s=%d"
                        .formatted(
                                PER_PAGE, query.limit(), BEFORE, query.before().orElseThrow());
    }

    /** The response to a caller who may not see the trail. */
    private Optional<ServerResponse> refused(String authorization) {
        if (operator.filter(token -> token.isIn(authorization)).isPresent()) {
            return Optional.empty();
        }
        Optional<Credential> credential = Authorization.parse(authorization);
        if (credential.isPresent() && credential.get() instanceof Credential.None) {
            return Optional.of(unauthorized(Refusal.Reason.AUTHENTICATION_REQUIRED));
        }
        if (credential.isEmpty() || users.isEmpty()) {
            return Optional.of(unauthorized(Refusal.Reason.BAD_CREDENTIALS));
        }
        Outcome<AuthenticatedCaller> caller =
                users.get().authenticate(credential.get()).caller();
        return caller.fold(
                known -> isSiteAdmin(known.principal()) ? Optional.empty() : Optional.of(ServerResponse.notFound()),
                refusal -> Optional.of(unauthorized(Refusal.Reason.BAD_CREDENTIALS)));
    }

    private static boolean isSiteAdmin(Principal caller) {
        return caller instanceof Principal.ClassicToken token && token.owner().siteAdmin();
    }

    private static ServerResponse unauthorized(Refusal.Reason reason) {
        return ServerResponse.error(401, Refusal.of(reason).explanation(), ServerResponse.DOCUMENTATION);
    }

    private AuditQuery parse(Query query) throws InvalidRequestException {
        Optional<String> unknown = query.names().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst();
        if (unknown.isPresent()) {
            throw new InvalidRequestException(
                    UNPROCESSABLE,
                    "Unknown parameter '%s', expected one of %s"
                            .formatted(Printable.brief(unknown.get()), String.join(", ", PARAMETERS)));
        }
        Optional<String> before = query.value(BEFORE);
        return new AuditQuery(
                since(query.value(SINCE)),
                owner(query.value(OWNER)),
                before.isPresent() ? OptionalLong.of(id(before.get())) : OptionalLong.empty(),
                size(query.value(PER_PAGE)));
    }

    private Optional<Instant> since(Optional<String> text) throws InvalidRequestException {
        Optional<Instant> since = text.flatMap(given -> Since.parse(given, clock.instant()));
        if (text.isPresent() && since.isEmpty()) {
            throw invalid(SINCE, text.get(), Since.EXPECTED);
        }
        return since;
    }

    private static Optional<Login> owner(Optional<String> text) throws InvalidRequestException {
        try {
            return text.map(Login::new);
        } catch (IllegalArgumentException e) {
            throw invalid(OWNER, text.orElseThrow(), "the login of a user or an organization");
        }
    }

    private static long id(String text) throws InvalidRequestException {
        return number(text, Long.MAX_VALUE)
                .orElseThrow(() -> invalid(BEFORE, text, "the id of an entry, which is a positive number"));
    }

    private static int size(Optional<String> text) throws InvalidRequestException {
        if (text.isEmpty()) {
            return DEFAULT_SIZE;
        }
        return (int) number(text.get(), MAX_SIZE)
                .orElseThrow(() -> invalid(PER_PAGE, text.get(), "a number from 1 to " + MAX_SIZE));
    }

    /** Parses a number from 1 to the maximum, without sign and leading zeros; empty if the text is none. */
    private static OptionalLong number(String text, long max) {
        if (!text.matches("[1-9][0-9]{0,18}")) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text);
            return number <= max ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static InvalidRequestException invalid(String parameter, String value, String expected) {
        return new InvalidRequestException(
                UNPROCESSABLE, "Invalid %s '%s', expected %s".formatted(parameter, Printable.brief(value), expected));
    }
}
