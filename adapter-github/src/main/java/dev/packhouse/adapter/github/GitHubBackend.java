package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.GitHubSession.Kind;
import dev.packhouse.adapter.github.PrincipalLookup.Identity;
import dev.packhouse.adapter.github.audit.AuditFile;
import dev.packhouse.adapter.github.change.ChangeExecutor;
import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.Sleeper;
import dev.packhouse.adapter.github.registry.ContainerRegistry;
import dev.packhouse.adapter.github.seen.SeenPackages;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.AuditTrail;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The backend on GitHub's REST API and its container registry. Stores its audit trail and the manifests that it has read, if it has a
 * directory, and nothing else. Safe for many threads.
 */
final class GitHubBackend implements Backend {

    static final String NAME = "github";

    /** How long {@link #health()} reports a failure. */
    private static final Duration FAILURE_LIFETIME = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final GitHubClient client;
    private final PageReader lists;
    private final GitHubSession.Shared shared;

    /** Each unit of work holds the read lock, so that {@link #close()} waits for all of them. */
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

    private volatile boolean closed;

    /**
     * Opens the backend.
     *
     * @param registry the container registry, which is closed with the backend
     * @param audit the audit trail, which is closed with the backend; empty if the decisions are only logged
     */
    GitHubBackend(
            ApiEndpoint endpoint,
            Rules rules,
            ClientOptions options,
            InstantSource clock,
            Sleeper sleeper,
            RandomGenerator random,
            ContainerRegistry registry,
            Optional<AuditFile> audit) {
        this.clock = clock;
        this.client = new GitHubClient(endpoint, options, clock, sleeper, random, this::invalidate);
        this.lists = new PageReader(client, options);
        this.shared = new GitHubSession.Shared(
                rules,
                client,
                new PrincipalLookup(client, clock),
                new GitHubAccounts(client, clock),
                lists,
                new EntryReader(clock),
                new SeenPackages(clock),
                new ChangeExecutor(client, options),
                registry,
                audit);
    }

    private void invalidate(Caller caller) {
        shared.principals().invalidate(caller);
        shared.accounts().invalidate(caller);
        shared.seen().forget(caller);
    }

    @Override
    public Optional<Principal> authenticate(Credential.Token token) {
        return whileOpen(() ->
                shared.principals().identify(Caller.of(token, clock.instant())).map(Identity::principal));
    }

    @Override
    public <T> T read(AuthenticatedCaller caller, Function<? super ReadSession, ? extends T> work) {
        return run(caller, Kind.READING, work);
    }

    @Override
    public <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work) {
        return run(caller, Kind.CHANGING, work);
    }

    private <T> T run(AuthenticatedCaller caller, Kind kind, Function<? super GitHubSession, ? extends T> work) {
        return whileOpen(() -> {
            try (GitHubSession session = new GitHubSession(shared, caller, kind)) {
                return work.apply(session);
            }
        });
    }

    private <T> T whileOpen(Supplier<T> work) {
        Lock entry = open.readLock();
        entry.lock();
        try {
            if (closed) {
                throw new UnavailableException("The backend is closed", null);
            }
            return work.get();
        } finally {
            entry.unlock();
        }
    }

    @Override
    public Optional<RateLimit> rateLimit(AuthenticatedCaller caller) {
        return client.rateLimit(Caller.of(caller.credential(), caller.since()));
    }

    @Override
    public Optional<TokenHeaders> tokenHeaders(AuthenticatedCaller caller) {
        return Optional.of(shared.principals().tokenHeaders(Caller.of(caller.credential(), caller.since())));
    }

    /**
     * Reports the result of the last request, and sends none itself. A failure counts for one minute only: callers that
     * avoid a failing backend send no request that could clear the failure. A failure of the audit trail counts until all
     * its entries are written, which this method tries.
     */
    @Override
    public Health health() {
        if (closed) {
            return new Health(false, NAME, "The backend is closed");
        }
        Optional<String> unwritten = shared.audit().flatMap(AuditFile::failure);
        if (unwritten.isPresent()) {
            return new Health(false, NAME, unwritten.get());
        }
        int waiting = client.waiting();
        String queue = waiting == 0 ? "" : "; %s requests wait for a limit".formatted(waiting);
        return client.lastFailure()
                .filter(failure -> clock.instant().isBefore(failure.at().plus(FAILURE_LIFETIME)))
                .map(failure -> new Health(false, NAME, "The last request to GitHub failed: " + failure.why() + queue))
                .orElseGet(() -> new Health(true, NAME, "Speaks to " + client.endpoint() + queue));
    }

    @Override
    public Optional<Store> store() {
        return Optional.empty();
    }

    @Override
    public Optional<String> manifestRegistry() {
        return shared.registry().address();
    }

    @Override
    public Optional<AuditTrail> auditTrail() {
        return shared.audit().map(file -> file);
    }

    @Override
    public void close() {
        closed = true;
        open.writeLock().lock();
        try {
            lists.close();
            client.close();
            shared.registry().close();
            shared.audit().ifPresent(AuditFile::close);
        } finally {
            open.writeLock().unlock();
        }
    }
}
