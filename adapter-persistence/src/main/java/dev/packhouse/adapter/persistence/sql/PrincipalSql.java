package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.RepositoryId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds the principal of a token, expired or not. */
public final class PrincipalSql {

    private PrincipalSql() {}

    public static Optional<Principal> find(Handle handle, TokenHash token) {
        return TokenSql.find(handle, token).map(row -> principal(handle, row));
    }

    private static Principal principal(Handle handle, TokenSql.Row row) {
        if (row.repository().isPresent()) {
            return new Principal.ActionsToken(
                    RepositorySql.find(handle, new RepositoryId(row.repository().getAsLong()))
                            .orElseThrow(() -> SqlQuery.missing(handle)),
                    row.permission(),
                    row.expiresAt());
        }
        User user = AccountSql.find(handle, new AccountId(row.user().getAsLong()))
                .filter(User.class::isInstance)
                .map(User.class::cast)
                .orElseThrow(() -> SqlQuery.missing(handle));
        return row.kind().hasScopes()
                ? new Principal.ClassicToken(
                        user, row.scopes(), TokenSql.ssoOrganizations(handle, row.id()), row.expiresAt())
                : new Principal.UnsupportedToken(user, row.kind(), row.expiresAt());
    }
}
