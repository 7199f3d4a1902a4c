package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.adapter.persistence.sql.RoleGrantee;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.domain.access.Principal;
import java.util.Optional;
import java.util.function.Supplier;

/** What the parts of a session share: the connection of its transaction, the identities and the caller. */
final class SessionContext {

    private final Supplier<SqlConnection> connection;
    private final Identities identities;
    private final Optional<Principal> principal;
    private boolean closed;

    SessionContext(Supplier<SqlConnection> connection, Identities identities, Optional<Principal> principal) {
        this.connection = connection;
        this.identities = identities;
        this.principal = principal;
    }

    SqlConnection connection() {
        requireOpen();
        return connection.get();
    }

    Identities identities() {
        requireOpen();
        return identities;
    }

    Optional<Principal> principal() {
        requireOpen();
        return principal;
    }

    RoleGrantee grantee() {
        return RoleGrantee.of(principal);
    }

    /** Makes all parts of the session unusable. */
    void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("A session cannot be used after its task has ended");
        }
    }
}
