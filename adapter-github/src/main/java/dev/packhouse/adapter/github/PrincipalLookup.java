package dev.packhouse.adapter.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import com.google.common.cache.Cache;
import com.google.common.util.concurrent.UncheckedExecutionException;
import dev.packhouse.adapter.github.UnknownTokenLimiter.Verdict;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ExpiringCache;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Looks up the principal of a token at GitHub. Caches it for one minute, or until GitHub rejects the token. Safe for
 * many threads.
 */
final class PrincipalLookup {

    private static final String SCOPES = "x-oauth-scopes";
    private static final String EXPIRATION = "github-authentication-token-expiration";

    private static final Duration LIFETIME = Duration.ofMinutes(1);

    /** The assumed scopes of a token whose scopes GitHub does not return: all, so that GitHub decides. */
    private static final Scopes ASSUMED_SCOPES = Scopes.of(Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO);

    private static final DateTimeFormatter EXPIRY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[ 'UTC'][ Z]", Locale.ROOT);

    /**
     * An identified caller.
     *
     * @param principal the principal
     * @param account the account of a user, from {@code GET /user}; empty for workflows
     * @param headers the headers of GitHub's response that describe the token
     */
    record Identity(Principal principal, Optional<WithSource<Account>> account, TokenHeaders headers) {}

    private final GitHubClient client;
    private final InstantSource clock;
    private final Cache<String, Identity> identities;

    /** Tokens that GitHub has rejected or does not support here. They are not sent again while they are cached. */
    private final Cache<String, UpstreamResponse> rejected;

    private final UnknownTokenLimiter unknownTokens;

    PrincipalLookup(GitHubClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
        this.identities = ExpiringCache.create(LIFETIME, 10_000, clock);
        this.rejected = ExpiringCache.create(LIFETIME, 10_000, clock);
        this.unknownTokens = new UnknownTokenLimiter(clock);
    }

    /**
     * Returns the identity of a caller; empty if GitHub rejects the token or the token has expired.
     *
     * @throws RefusedException if GitHub refuses for another reason
     */
    Optional<Identity> identify(Caller caller) {
        if (!(caller.credential() instanceof Credential.Token token)) {
            return Optional.of(new Identity(new Principal.Anonymous(), Optional.empty(), TokenHeaders.NONE));
        }
        try {
            Identity identity = identities.get(caller.key(), () -> fetchUnlessRejected(caller, token.kind()));
            if (!identity.principal().validAt(clock.instant())) {
                identities.invalidate(caller.key());
                return Optional.empty();
            }
            return Optional.of(identity);
        } catch (UncheckedExecutionException e) {
            if (e.getCause() instanceof RefusedException refused
                    && refused.refusal().reason() == Reason.BAD_CREDENTIALS) {
                return Optional.empty();
            }
            throw cause(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The lookup throws no checked exception", e);
        }
    }

    /** Returns the failure of the lookup, which may have run in another thread. */
    private static RuntimeException cause(UncheckedExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }

    /** Returns the cached headers that describe a token; {@link TokenHeaders#NONE} if there are none. */
    TokenHeaders tokenHeaders(Caller caller) {
        Identity identity = identities.getIfPresent(caller.key());
        return identity == null ? TokenHeaders.NONE : identity.headers();
    }

    /** Removes the identity of a token, since GitHub has rejected the token. */
    void invalidate(Caller caller) {
        identities.invalidate(caller.key());
    }

    private Identity fetchUnlessRejected(Caller caller, TokenKind kind) {
        UpstreamResponse refusal = rejected.getIfPresent(caller.key());
        if (refusal != null) {
            throw new RefusedException(refusal);
        }
        unknownTokens.acquire(caller);
        Verdict verdict = Verdict.UNDECIDED;
        try {
            Identity identity = fetch(caller, kind);
            verdict = Verdict.ACCEPTED;
            return identity;
        } catch (RefusedException e) {
            if (e.refusal().reason() == Reason.BAD_CREDENTIALS) {
                verdict = Verdict.REJECTED;
            }
            if (verdict == Verdict.REJECTED || e.refusal().reason() == Reason.TOKEN_NOT_SUPPORTED) {
                rejected.put(caller.key(), e.refusal());
            }
            throw e;
        } finally {
            unknownTokens.complete(caller, verdict);
        }
    }

    /** Bypasses the cache, since a 304 may omit the scopes. */
    private Identity fetch(Caller caller, TokenKind kind) {
        if (kind == TokenKind.INSTALLATION) {
            return fetchWorkflow(caller);
        }
        ApiResponse.Found found =
                client.get(caller, "/user", Subject.OWNER, Freshness.BYPASS).orRefused();
        JsonEntry entry = onlyEntry(found, "/user");
        User user = EntryReader.account(entry)
                .filter(User.class::isInstance)
                .map(User.class::cast)
                .orElseThrow(() -> new UnavailableException(
                        "The token belongs to '%s', which is not a valid login of a user"
                                .formatted(entry.string("login").orElse("")),
                        null));
        client.countByUser(caller, user.id().value(), found.response());
        return new Identity(
                principal(user, kind, found.response()),
                Optional.of(entry.withSource(user)),
                tokenHeaders(found.response()));
    }

    private static TokenHeaders tokenHeaders(RawResponse response) {
        List<String> scopes = response.headers().allValues(SCOPES);
        return new TokenHeaders(
                scopes.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", scopes)),
                response.header(EXPIRATION));
    }

    private static Principal principal(User user, TokenKind kind, RawResponse response) {
        Optional<Instant> expiry = response.header(EXPIRATION).flatMap(PrincipalLookup::expiry);
        List<String> scopes = response.headers().allValues(SCOPES);
        if (!scopes.isEmpty()) {
            return new Principal.ClassicToken(user, scopes(scopes), Set.of(), expiry);
        }
        return switch (kind) {
            case FINE_GRAINED, USER_TO_SERVER -> new Principal.UnsupportedToken(user, kind, expiry);
            case CLASSIC, OAUTH_APP, INSTALLATION -> new Principal.ClassicToken(user, ASSUMED_SCOPES, Set.of(), expiry);
        };
    }

    private static Scopes scopes(List<String> headers) {
        return new Scopes(headers.stream()
                .flatMap(header ->
                        Splitter.on(',').trimResults().omitEmptyStrings().splitToStream(header))
                .flatMap(label -> Scope.parse(label).stream())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Parses a time such as {@code 2025-05-10 07:05:37 UTC}, or one with an offset. */
    private static Optional<Instant> expiry(String text) {
        try {
            return Optional.of(
                    text.endsWith("UTC")
                            ? LocalDateTime.parse(text, EXPIRY).toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text, EXPIRY).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the workflow or app of an installation token. GitHub returns the repositories that the token may see; a
     * workflow has one. GitHub does not return the permissions, so it checks them itself. An installation without
     * repositories cannot have a role on a package and is refused.
     */
    private Identity fetchWorkflow(Caller caller) {
        ApiResponse.Found found = client.get(
                        caller, "/installation/repositories?per_page=1", Subject.OWNER, Freshness.BYPASS)
                .orRefused();
        JsonNode repositories =
                onlyEntry(found, "/installation/repositories").node().path("repositories");
        if (repositories.isArray() && repositories.isEmpty()) {
            throw new RefusedException(RefusalParser.notAccessible(TokenKind.INSTALLATION));
        }
        return EntryReader.repository(repositories.path(0))
                .map(repository -> new Identity(
                        new Principal.ActionsToken(repository, Role.WRITE, Optional.empty()),
                        Optional.empty(),
                        tokenHeaders(found.response())))
                .orElseThrow(() -> new UnavailableException("The repository of the installation cannot be read", null));
    }

    private static JsonEntry onlyEntry(ApiResponse.Found found, String path) {
        if (found.entries().size() != 1) {
            throw new UnavailableException("GitHub answered GET %s with a list".formatted(path), null);
        }
        return found.entries().get(0);
    }
}
