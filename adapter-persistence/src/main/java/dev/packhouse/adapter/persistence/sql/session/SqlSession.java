package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.adapter.persistence.sql.AuditSql;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.application.spi.Directory;
import dev.packhouse.application.spi.Manifests;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Change;
import java.util.Optional;
import java.util.function.Supplier;

/** The unit of work of one caller in one transaction. The backend passes one that reads as a {@code ReadSession}. */
public final class SqlSession implements WriteSession, AutoCloseable {

    private final SessionContext context;
    private final Accounts accounts;
    private final Packages packages;
    private final Manifests manifests;
    private final Directory directory;

    /**
     * Creates a session within its transaction.
     *
     * @param connection returns the connection of the transaction; it may be opened at the first call
     * @param principal the caller; empty if its token is no longer valid
     */
    public SqlSession(
            Supplier<SqlConnection> connection,
            Identities identities,
            Optional<Principal> principal,
            AccessPolicy access) {
        this.context = new SessionContext(connection, identities, principal);
        CallerAffiliations affiliations = new CallerAffiliations(context);
        this.accounts = new SqlAccounts(context, affiliations);
        this.packages = new SqlPackages(context, affiliations, access);
        this.manifests = new SqlManifests(context);
        this.directory = new SqlDirectory(context, affiliations);
    }

    @Override
    public Optional<Principal> principal() {
        return context.principal();
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public Packages packages() {
        return packages;
    }

    @Override
    public Manifests manifests() {
        return manifests;
    }

    @Override
    public Directory directory() {
        return directory;
    }

    @Override
    public void apply(Change change) {
        ChangeSql.apply(context.connection(), change);
    }

    @Override
    public void record(AuditEntry entry) {
        AuditSql.insert(context.connection(), entry);
    }

    @Override
    public void close() {
        context.close();
    }
}
