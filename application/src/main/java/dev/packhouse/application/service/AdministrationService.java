package dev.packhouse.application.service;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.Administration;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.CreatedToken;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.AuditTrail;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.policy.Rules;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Administers the store of a backend, and its audit trail. */
public final class AdministrationService implements Administration {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int TOKEN_LENGTH = 36;

    private final Backend backend;
    private final Rules rules;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Administers a backend.
     *
     * @param rules say when a deleted package or version can no longer be restored, and is purged
     */
    public AdministrationService(Backend backend, Rules rules, InstantSource clock) {
        this.backend = requireNonNull(backend, "backend");
        this.rules = requireNonNull(rules, "rules");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public Health health() {
        return backend.health();
    }

    @Override
    public boolean isEmpty() {
        return store().isEmpty();
    }

    @Override
    public void load(RegistryState state) {
        if (!store().addIfEmpty(state)) {
            throw new IllegalStateException(
                    "A state can be loaded into an empty store only, and this one is not empty");
        }
    }

    @Override
    public RegistryState export() {
        return store().export();
    }

    @Override
    public void replace(RegistryState state) {
        store().replace(state);
    }

    @Override
    public void merge(RegistryState state) {
        store().merge(state);
    }

    @Override
    public <T> T query(Function<? super ExistingState, ? extends T> question) {
        return store().query(question);
    }

    @Override
    public Optional<AuthenticatedCaller> operatorAsOwner(Login account) {
        return backend.read(
                AuthenticatedCaller.ANONYMOUS,
                session -> session.accounts()
                        .find(AccountQuery.any(account))
                        .flatMap(found -> found instanceof Organization organization
                                ? firstOwner(session, organization)
                                : Optional.of((User) found))
                        .map(user -> AuthenticatedCaller.operatorAs(user, Set.of(account), clock.instant())));
    }

    private static Optional<User> firstOwner(ReadSession session, Organization organization) {
        return session
                .directory()
                .members(organization, Set.of(Membership.OWNER), new PageRequest(1, 1))
                .items()
                .stream()
                .findFirst();
    }

    @Override
    public Snapshot snapshot() {
        return store().snapshot();
    }

    @Override
    public List<String> check() {
        return store().check();
    }

    /** Excludes {@link #revokeToken}, so that the id of the new token is found. */
    @Override
    public synchronized CreatedToken createToken(
            Login user, Scopes scopes, Set<Login> ssoOrganizations, Optional<Instant> expiresAt) {
        String token = random.ints(TOKEN_LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> ALPHABET.substring(index, index + 1))
                .collect(Collectors.joining("", "ghp_", ""));
        TokenEntry entry = new TokenEntry(
                TokenHash.of(token), TokenKind.CLASSIC, new UserHolder(user), scopes, ssoOrganizations, expiresAt);
        try {
            store().add(new RegistryState(List.of(), List.of(), List.of(), List.of(), List.of(entry)));
        } catch (InvalidStateException e) {
            throw new IllegalArgumentException(
                    e.problems().stream()
                            .map(InvalidStateException.Problem::message)
                            .collect(Collectors.joining("; ")),
                    e);
        }
        return new CreatedToken(id(entry.hash()), token);
    }

    private long id(TokenHash hash) {
        return store().tokens().stream()
                .filter(stored -> stored.entry().hash().equals(hash))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A new token was revoked before its id was known"))
                .id();
    }

    @Override
    public List<StoredToken> tokens() {
        return store().tokens();
    }

    @Override
    public synchronized boolean revokeToken(long id) {
        return store().revokeToken(id);
    }

    @Override
    public long purge() {
        return store().purge(rules.oldestRestorable(clock.instant()));
    }

    @Override
    public boolean keepsAuditTrail() {
        return backend.auditTrail().isPresent();
    }

    @Override
    public long pruneAuditTrail(AuditRetention keep) {
        return trail().prune(keep, clock.instant());
    }

    @Override
    public List<StoredAuditEntry> auditTrail(AuditQuery query) {
        return trail().entries(query);
    }

    private AuditTrail trail() {
        return backend.auditTrail().orElseThrow(() -> unsupported("audit trail"));
    }

    private Store store() {
        return backend.store().orElseThrow(() -> unsupported("data of its own"));
    }

    private UnsupportedOperationException unsupported(String kept) {
        return new UnsupportedOperationException(
                "The backend '%s' keeps no %s".formatted(backend.health().backend(), kept));
    }
}
