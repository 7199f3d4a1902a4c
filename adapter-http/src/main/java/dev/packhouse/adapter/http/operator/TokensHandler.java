package dev.packhouse.adapter.http.operator;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.InvalidRequestException;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.model.CreatedToken;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.state.Printable;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.TokenHolder;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates, lists and revokes tokens for the operator of a running server. Each request must have the {@link
 * OperatorToken}. No response but that of the creation contains a token, and no response contains a hash. Safe for many
 * threads.
 */
public final class TokensHandler {

    private static final Logger LOG = LoggerFactory.getLogger(TokensHandler.class);

    private static final String UNAUTHORIZED =
            "This path is for the operator of the server: send the operator's token as 'Authorization: Bearer TOKEN'";
    private static final String DRY_RUN = "The server runs with --dry-run: it creates and revokes no tokens";
    private static final String UNKNOWN_ID = "There is no token with this id";

    private final OperatorToken operator;
    private final Administration administration;
    private final boolean dryRun;
    private final InstantSource clock;

    /**
     * Creates the handler.
     *
     * @param administration of a backend that keeps data of its own
     * @param dryRun whether the server must not create or revoke tokens
     */
    public TokensHandler(OperatorToken operator, Administration administration, boolean dryRun, InstantSource clock) {
        this.operator = requireNonNull(operator, "operator");
        this.administration = requireNonNull(administration, "administration");
        this.dryRun = dryRun;
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Lists all tokens.
     *
     * @param authorization the header {@code Authorization}; null if there is none
     */
    public ServerResponse list(String authorization) {
        if (!operator.isIn(authorization)) {
            return unauthorized();
        }
        List<StoredToken> tokens = administration.tokens();
        return ServerResponse.ok(json -> {
            json.writeStartArray();
            for (StoredToken token : tokens) {
                write(token, json);
            }
            json.writeEndArray();
        });
    }

    /**
     * Creates a token.
     *
     * @param authorization the header {@code Authorization}; null if there is none
     * @param body the description of the token; read only if the request is the operator's
     */
    public ServerResponse create(String authorization, InputStream body) {
        Optional<ServerResponse> refused = refused(authorization);
        if (refused.isPresent()) {
            return refused.get();
        }
        try {
            NewToken token = NewTokenParser.parse(body);
            CreatedToken created = create(token);
            LOG.info("Created token {} of {} with {}", created.id(), token.user(), text(token.scopes()));
            return ServerResponse.of(201, new ServerResponse.Value(json -> {
                json.writeStartObject();
                json.writeNumberField("id", created.id());
                json.writeStringField("token", created.token());
                json.writeEndObject();
            }));
        } catch (InvalidRequestException e) {
            return error(e.status(), e.getMessage());
        }
    }

    private CreatedToken create(NewToken token) throws InvalidRequestException {
        Optional<Instant> passed = token.expiresAt().filter(at -> !at.isAfter(clock.instant()));
        if (passed.isPresent()) {
            throw new InvalidRequestException(422, "'expires_at': the date %s has passed".formatted(passed.get()));
        }
        try {
            return administration.createToken(token.user(), token.scopes(), token.sso(), token.expiresAt());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(422, "The token is refused: " + Printable.brief(e.getMessage()));
        }
    }

    /**
     * Revokes a token.
     *
     * @param authorization the header {@code Authorization}; null if there is none
     * @param id the id of the token, as the client has written it
     */
    public ServerResponse revoke(String authorization, String id) {
        Optional<ServerResponse> refused = refused(authorization);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<StoredToken> token = administration.tokens().stream()
                .filter(stored -> Long.toString(stored.id()).equals(id))
                .findFirst();
        if (token.isEmpty() || !administration.revokeToken(token.get().id())) {
            return error(404, UNKNOWN_ID);
        }
        TokenEntry entry = token.get().entry();
        LOG.info("Revoked token {} of {} with {}", id, name(entry.holder()), text(entry.scopes()));
        return ServerResponse.noContent();
    }

    /** The response to a request that must not change anything. */
    private Optional<ServerResponse> refused(String authorization) {
        if (!operator.isIn(authorization)) {
            return Optional.of(unauthorized());
        }
        return dryRun ? Optional.of(error(409, DRY_RUN)) : Optional.empty();
    }

    private static ServerResponse unauthorized() {
        return error(401, UNAUTHORIZED).with("WWW-Authenticate", "Bearer realm=\"packhouse operator\"");
    }

    /** These paths are not GitHub's, so that GitHub's documentation does not have them. */
    private static ServerResponse error(int status, String message) {
        return ServerResponse.error(status, message, "");
    }

    private static void write(StoredToken token, JsonGenerator json) throws IOException {
        TokenEntry entry = token.entry();
        json.writeStartObject();
        json.writeNumberField("id", token.id());
        json.writeStringField(entry.holder() instanceof UserHolder ? "user" : "repository", name(entry.holder()));
        json.writeStringField("kind", entry.kind().name().toLowerCase(Locale.ROOT));
        write("scopes", entry.scopes().granted().stream().map(Scope::label), json);
        write("sso", entry.ssoOrganizations().stream().map(Login::value), json);
        json.writeStringField(
                "expires_at", entry.expiresAt().map(Instant::toString).orElse(null));
        json.writeEndObject();
    }

    private static void write(String field, Stream<String> texts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts.sorted().toList()) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String name(TokenHolder holder) {
        return holder instanceof WorkflowHolder workflow
                ? workflow.repository().toString()
                : ((UserHolder) holder).login().value();
    }

    private static String text(Scopes scopes) {
        return scopes.granted().isEmpty() ? "no scopes" : "the scopes " + scopes;
    }
}
