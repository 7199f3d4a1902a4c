package dev.packhouse.adapter.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import dev.packhouse.adapter.github.UnknownTokenLimiter.Verdict;
import dev.packhouse.adapter.github.client.ApiResponse;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.JsonEntry;
import dev.packhouse.adapter.github.client.RawResponse;
import dev.packhouse.adapter.github.client.RefusalParser;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.application.model.UnavailableException;
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
import dev.packhouse.domain.policy.Refusal;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Who the callers are. GitHub says it of a token, and its word is taken for a minute, or until it rejects the token. */
final class PrincipalLookup {

    private static final String SCOPES = "x-oauth-scopes";
    private static final String EXPIRATION = "github-authentication-token-expiration";

    private static final Duration TRUSTED = Duration.ofMinutes(1);

    /** What a token is taken to allow when GitHub does not say: everything, so that GitHub judges. */
    private static final Scopes UNSAID = Scopes.of(Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO);

    private static final DateTimeFormatter EXPIRY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[ 'UTC'][ Z]", Locale.ROOT);

    /**
     * Somebody who was identified.
     *
     * @param principal who it is
     * @param account the account of a user, as {@code GET /user} shows it; empty for workflows
     * @param headers what GitHub said of the token
     */
    record Identity(Principal principal, Optional<WithSource<Account>> account, TokenHeaders headers) {}

    private final GitHubClient client;
    private final InstantSource clock;
    private final Cache<String, Identity> known;

    /** Tokens that GitHub does not know, or has no use for here. It is not asked for them again and again. */
    private final Cache<String, Refusal.UpstreamRefusal> rejected;

    private final UnknownTokenLimiter unknownTokens;

    PrincipalLookup(GitHubClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
        this.known = minutes(clock);
        this.rejected = minutes(clock);
        this.unknownTokens = new UnknownTokenLimiter(clock);
    }

    private static <T> Cache<String, T> minutes(InstantSource clock) {
        return CacheBuilder.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(TRUSTED)
                .ticker(new Ticker() {
                    @Override
                    public long read() {
                        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
                    }
                })
                .build();
    }

    /**
     * Who a caller is; empty if GitHub does not know the token.
     *
     * @throws RefusedException if GitHub will not say
     */
    Optional<Identity> identify(Caller caller) {
        if (!(caller.credential() instanceof Credential.Token token)) {
            return Optional.of(new Identity(new Principal.Anonymous(), Optional.empty(), TokenHeaders.NONE));
        }
        try {
            Identity identity = known.get(caller.key(), () -> askUnlessRejected(caller, token.kind()));
            if (!identity.principal().validAt(clock.instant())) {
                known.invalidate(caller.key());
                return Optional.empty();
            }
            return Optional.of(identity);
        } catch (UncheckedExecutionException e) {
            if (e.getCause() instanceof RefusedException refused
                    && refused.refusal().reason() == Reason.BAD_CREDENTIALS) {
                return Optional.empty();
            }
            throw unwrapped(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Nothing checked is thrown here", e);
        }
    }

    /** The failure of the thread that asked, which may be another one than this. */
    private static RuntimeException unwrapped(UncheckedExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }

    /** What GitHub said of a token, as far as it is remembered. */
    TokenHeaders note(Caller caller) {
        Identity identity = known.getIfPresent(caller.key());
        return identity == null ? TokenHeaders.NONE : identity.headers();
    }

    /** Forgets who a token belongs to, since GitHub has rejected it. */
    void forget(Caller caller) {
        known.invalidate(caller.key());
    }

    private Identity askUnlessRejected(Caller caller, TokenKind kind) {
        Refusal.UpstreamRefusal before = rejected.getIfPresent(caller.key());
        if (before != null) {
            throw new RefusedException(before);
        }
        unknownTokens.acquire(caller);
        Verdict verdict = Verdict.UNSAID;
        try {
            Identity identity = ask(caller, kind);
            verdict = Verdict.KNOWN;
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
            unknownTokens.leave(caller, verdict);
        }
    }

    /** Asked afresh: a confirmation need not repeat the scopes. */
    private Identity ask(Caller caller, TokenKind kind) {
        if (kind == TokenKind.INSTALLATION) {
            return workflow(caller);
        }
        ApiResponse.Found found =
                client.get(caller, "/user", Subject.OWNER, Freshness.BYPASS).orRefused();
        JsonEntry entry = onlyEntry(found, "/user");
        User user = EntryReader.account(entry)
                .filter(User.class::isInstance)
                .map(User.class::cast)
                .orElseThrow(() -> new UnavailableException(
                        "GitHub says that the token belongs to '%s', which is no login of a user that can be represented"
                                .formatted(entry.string("login").orElse("")),
                        null));
        return new Identity(
                principal(user, kind, found.response()), Optional.of(entry.withSource(user)), note(found.response()));
    }

    private static TokenHeaders note(RawResponse response) {
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
            case CLASSIC, OAUTH_APP, INSTALLATION -> new Principal.ClassicToken(user, UNSAID, Set.of(), expiry);
        };
    }

    private static Scopes scopes(List<String> headers) {
        return new Scopes(headers.stream()
                .flatMap(header ->
                        Splitter.on(',').trimResults().omitEmptyStrings().splitToStream(header))
                .flatMap(label -> Scope.parse(label).stream())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** As in {@code 2025-05-10 07:05:37 UTC}, or with an offset. */
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
     * The workflow, or the app, behind a token of an installation. GitHub shows the repositories that it may see, of which
     * a workflow has one, and not what it may do there: that is left to GitHub. An installation without any can have no
     * role on a package either.
     */
    private Identity workflow(Caller caller) {
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
                        note(found.response())))
                .orElseThrow(() -> new UnavailableException(
                        "GitHub shows the installation no repository that can be represented", null));
    }

    private static JsonEntry onlyEntry(ApiResponse.Found found, String path) {
        if (found.entries().size() != 1) {
            throw new UnavailableException("GitHub answered GET %s with a list".formatted(path), null);
        }
        return found.entries().get(0);
    }
}
