package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.RepositoryId;
import java.util.Optional;

/** Finds the principal of a token, expired or not. */
public final class PrincipalSql {

    private PrincipalSql() {}

    public static Optional<Principal> find(SqlConnection connection, TokenHash token) {
        return TokenSql.find(connection, token).map(row -> principal(connection, row));
    }

    private static Principal principal(SqlConnection connection, TokenSql.Row row) {
        if (row.repository().isPresent()) {
            return new Principal.ActionsToken(
                    RepositorySql.find(
                                    connection,
                                    new RepositoryId(row.repository().getAsLong()))
                            .orElseThrow(() -> connection.missing()),
                    row.permission(),
                    row.expiresAt());
        }
        User user = AccountSql.find(connection, new AccountId(row.user().getAsLong()))
                .filter(User.class::isInstance)
                .map(User.class::cast)
                .orElseThrow(() -> connection.missing());
        return row.kind().hasScopes()
                ? new Principal.ClassicToken(
                        user, row.scopes(), TokenSql.ssoOrganizations(connection, row.id()), row.expiresAt())
                : new Principal.UnsupportedToken(user, row.kind(), row.expiresAt());
    }
}
