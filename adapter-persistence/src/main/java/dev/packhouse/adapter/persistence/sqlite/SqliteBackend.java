package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.session.Identities;
import dev.packhouse.adapter.persistence.sql.session.IdentityCache;
import dev.packhouse.adapter.persistence.sql.session.SqlIdentities;
import dev.packhouse.adapter.persistence.sql.session.SqlSession;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.spi.AuditTrail;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.policy.AccessPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backend {@code sqlite}: stores the registry in one SQLite file. */
final class SqliteBackend implements Backend {

    static final String NAME = "sqlite";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteBackend.class);

    private final Database database;
    private final FastPaths fastPaths;
    private final IdentityCache cache = new IdentityCache();
    private final InstantSource clock;
    private final AccessPolicy access;
    private final Store store;
    private final AuditTrail auditTrail;

    /** Takes an open database, which is closed with the backend. */
    SqliteBackend(Database database, BackendSettings settings, FastPaths fastPaths) {
        this.database = database;
        this.fastPaths = fastPaths;
        this.clock = settings.clock();
        this.access = new AccessPolicy(settings.rules());
        this.store = new SqliteStore(database, cache);
        this.auditTrail = new SqliteAuditTrail(database);
    }

    /**
     * Opens the database in a directory, and creates both where they do not exist.
     *
     * @throws BackendOpenException if that fails
     */
    static SqliteBackend open(Path path, BackendSettings settings, DatabaseLimits limits) {
        Database database =
                openDatabase(path, limits, Migration.all(), settings.clock().instant());
        return new SqliteBackend(database, settings, limits.fastPaths());
    }

    static Database openDatabase(Path path, DatabaseLimits limits, List<Migration> migrations, Instant now) {
        LockedDirectory directory = LockedDirectory.open(path);
        try {
            SqliteSnapshot.deleteLeftovers(path);
            Database database = Database.open(directory, migrations, limits, now);
            LOG.info("Opened {} with schema version {}", directory.database(), database.version());
            return database;
        } catch (SQLException | IOException | RuntimeException e) {
            directory.close();
            throw e instanceof BackendOpenException explained ? explained : cannotOpen(directory, e);
        }
    }

    private static BackendOpenException cannotOpen(LockedDirectory directory, Exception e) {
        return new BackendOpenException(
                "The database %s cannot be opened: %s".formatted(directory.database(), Sqlite.explain(e)), e);
    }

    @Override
    public Optional<Principal> authenticate(Credential.Token token) {
        return database.readLazily(connection -> principal(identities(connection), token));
    }

    @Override
    public <T> T read(AuthenticatedCaller caller, Function<? super ReadSession, ? extends T> work) {
        return database.readLazily(connection -> {
            Identities identities = identities(connection);
            try (SqlSession session = new SqlSession(connection, identities, Optional.of(caller.principal()), access)) {
                return work.apply(session);
            }
        });
    }

    @Override
    public <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work) {
        return database.write(connection -> {
            Identities identities = identities(() -> connection);
            Optional<Principal> principal = caller.credential() instanceof Credential.Token token
                    ? principal(identities, token)
                    : Optional.of(caller.principal());
            try (SqlSession session = new SqlSession(() -> connection, identities, principal, access)) {
                return work.apply(session);
            }
        });
    }

    private Identities identities(Supplier<SqlConnection> connection) {
        Identities stored = new SqlIdentities(connection);
        return fastPaths.identityCache() ? cache.over(stored) : stored;
    }

    private Optional<Principal> principal(Identities identities, Credential.Token token) {
        return identities
                .principal(TokenHash.of(token.secret()))
                .filter(principal -> principal.validAt(clock.instant()));
    }

    /** Requests to a local database have no rate limit. */
    @Override
    public Optional<RateLimit> rateLimit(AuthenticatedCaller caller) {
        return Optional.empty();
    }

    @Override
    public OptionalLong dataVersion() {
        return database.dataVersion();
    }

    @Override
    public Health health() {
        int waiting = database.writer().waiting();
        Health health = readiness();
        return waiting == 0
                ? health
                : health(health.ready(), "%s; %s changes wait".formatted(health.detail(), waiting));
    }

    private Health readiness() {
        Optional<String> failure = database.fileFailure();
        if (failure.isPresent()) {
            return health(false, failure.get());
        }
        try {
            int version = database.read(Schema::current);
            return database.writer()
                    .probe(Schema::tryToChange)
                    .map(stillFailing -> health(false, "%s: %s".formatted(database.file(), stillFailing)))
                    .orElseGet(() -> health(true, "%s, schema version %s".formatted(database.file(), version)));
        } catch (BackendException e) {
            return health(false, "%s: %s".formatted(database.file(), e.getMessage()));
        }
    }

    private static Health health(boolean ready, String detail) {
        return new Health(ready, NAME, detail);
    }

    @Override
    public Optional<Store> store() {
        return Optional.of(store);
    }

    @Override
    public Optional<AuditTrail> auditTrail() {
        return Optional.of(auditTrail);
    }

    @Override
    public void close() {
        database.close();
    }
}
