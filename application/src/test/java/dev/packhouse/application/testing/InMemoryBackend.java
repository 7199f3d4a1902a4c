package dev.packhouse.application.testing;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.AuditTrail;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.Rules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The reference backend. It is as simple as possible, so that it can serve as the oracle for other backends. It has one
 * lock; every unit of work changes a copy, which replaces the contents if the unit succeeds.
 */
public final class InMemoryBackend implements Backend, Store, AuditTrail {

    private final Object lock = new Object();
    private final Rules rules;
    private final InstantSource clock;
    private StoredState contents = new StoredState();
    private long changes;
    private boolean closed;

    /** An empty backend. */
    public InMemoryBackend(Rules rules, InstantSource clock) {
        this.rules = requireNonNull(rules, "rules");
        this.clock = requireNonNull(clock, "clock");
    }

    /** A backend with this state. */
    public static InMemoryBackend of(RegistryState state, Rules rules, InstantSource clock) {
        InMemoryBackend backend = new InMemoryBackend(rules, clock);
        backend.add(state);
        return backend;
    }

    @Override
    public Optional<Principal> authenticate(Credential.Token token) {
        return look(held -> principal(held, token));
    }

    private Optional<Principal> principal(StoredState held, Credential.Token token) {
        return new EntryResolver(held).principal(token).filter(found -> found.validAt(clock.instant()));
    }

    @Override
    public <T> T read(AuthenticatedCaller caller, Function<? super ReadSession, ? extends T> work) {
        return look(held -> work.apply(new InMemorySession(held, rules, Optional.of(caller.principal()))));
    }

    @Override
    public <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work) {
        return change(held -> work.apply(new InMemorySession(
                held,
                rules,
                caller.credential() instanceof Credential.Token token
                        ? principal(held, token)
                        : Optional.of(caller.principal()))));
    }

    private <T> T look(Function<StoredState, T> work) {
        synchronized (lock) {
            if (closed) {
                throw new UnavailableException("The backend is closed", null);
            }
            return work.apply(contents);
        }
    }

    private <T> T change(Function<StoredState, T> work) {
        synchronized (lock) {
            StoredState successor = look(StoredState::copy);
            T result = work.apply(successor);
            contents = successor;
            changes++;
            return result;
        }
    }

    @Override
    public Optional<RateLimit> rateLimit(AuthenticatedCaller caller) {
        return Optional.empty();
    }

    @Override
    public OptionalLong dataVersion() {
        synchronized (lock) {
            return OptionalLong.of(changes);
        }
    }

    @Override
    public Health health() {
        synchronized (lock) {
            return new Health(!closed, "memory", closed ? "It is closed." : "It is in memory.");
        }
    }

    @Override
    public Optional<Store> store() {
        return Optional.of(this);
    }

    @Override
    public Optional<AuditTrail> auditTrail() {
        return Optional.of(this);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    @Override
    public <T> T query(Function<? super ExistingState, ? extends T> question) {
        return look(question::apply);
    }

    @Override
    public boolean isEmpty() {
        return look(StoredState::isEmpty);
    }

    @Override
    public void add(RegistryState state) {
        change(held -> {
            held.add(state);
            return held;
        });
    }

    @Override
    public boolean addIfEmpty(RegistryState state) {
        return change(held -> {
            boolean empty = held.isEmpty();
            if (empty) {
                held.add(state);
            }
            return empty;
        });
    }

    @Override
    public void replace(RegistryState state) {
        change(held -> {
            held.replace(state);
            return held;
        });
    }

    @Override
    public void merge(RegistryState state) {
        change(held -> {
            held.merge(state);
            return held;
        });
    }

    @Override
    public Snapshot snapshot() {
        StoredState kept = look(StoredState::copy);
        return new Snapshot() {
            @Override
            public void restore() {
                change(held -> {
                    held.become(kept);
                    return held;
                });
            }

            @Override
            public void close() {
                // There is nothing to delete.
            }
        };
    }

    @Override
    public boolean rename(AccountId id, Login login) {
        return change(held -> held.rename(id, login));
    }

    @Override
    public boolean rename(RepositoryId id, RepositoryName name) {
        return change(held -> held.rename(id, name));
    }

    @Override
    public void publish(PackageId parent, List<VersionEntry> versions) {
        change(held -> {
            held.publish(parent, versions);
            return held;
        });
    }

    @Override
    public RegistryState export() {
        return look(StoredState::export);
    }

    /** There is no redundant data. */
    @Override
    public List<String> check() {
        return look(held -> List.of());
    }

    @Override
    public List<StoredToken> tokens() {
        return look(StoredState::tokens);
    }

    @Override
    public boolean revokeToken(long id) {
        return change(held -> held.revokeToken(id));
    }

    @Override
    public long purge(Instant deletedBefore) {
        return change(held -> held.purge(deletedBefore));
    }

    @Override
    public long prune(AuditRetention keep, Instant now) {
        return change(held -> held.pruneAuditTrail(keep, now));
    }

    @Override
    public List<StoredAuditEntry> entries(AuditQuery query) {
        return look(held -> held.auditTrail(query));
    }
}
