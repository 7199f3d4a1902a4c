package dev.packhouse.adapter.persistence;

import dev.packhouse.application.out.Accounts;
import dev.packhouse.application.out.AuditEntry;
import dev.packhouse.application.out.Packages;
import dev.packhouse.application.out.WriteSession;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Change;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What one caller can ask in one transaction. A reading one is handed out as what can only be read. */
final class Session implements WriteSession, AutoCloseable {

    private final Handle handle;
    private final Callers callers;
    private final Credential credential;
    private final Accounts accounts;
    private final Packages packages;
    private Optional<Principal> caller;
    private boolean closed;

    Session(Handle handle, Callers callers, AccessPolicy access, Credential credential) {
        this.handle = handle;
        this.callers = callers;
        this.credential = credential;
        this.accounts = new SessionAccounts(this);
        this.packages = new SessionPackages(this, access);
    }

    Handle handle() {
        if (closed) {
            throw new IllegalStateException("A session is over when its unit of work is");
        }
        return handle;
    }

    @Override
    public Optional<Principal> principal() {
        if (caller == null) {
            caller = callers.find(handle(), credential);
        }
        return caller;
    }

    Holder holder() {
        return Holder.of(principal());
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
    public void apply(Change change) {
        Changes.apply(handle(), change);
    }

    @Override
    public void record(AuditEntry entry) {
        AuditSql.insert(handle(), entry);
    }

    @Override
    public void close() {
        closed = true;
    }
}
