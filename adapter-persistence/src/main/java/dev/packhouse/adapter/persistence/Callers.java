package dev.packhouse.adapter.persistence;

import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.RepositoryId;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Turns credentials into callers. */
final class Callers {

    private final InstantSource clock;

    Callers(InstantSource clock) {
        this.clock = clock;
    }

    /** The caller; empty if the token is unknown, revoked or expired. */
    Optional<Principal> find(Handle handle, Credential credential) {
        if (!(credential instanceof Credential.Token token)) {
            return Optional.of(new Principal.Anonymous());
        }
        return TokenSql.find(handle, TokenHash.of(token.secret()))
                .map(row -> principal(handle, row))
                .filter(this::isCurrent);
    }

    private boolean isCurrent(Principal caller) {
        return caller.expiresAt()
                .map(expiry -> clock.instant().isBefore(expiry))
                .orElse(true);
    }

    private static Principal principal(Handle handle, TokenSql.Row row) {
        if (row.repository().isPresent()) {
            return new Principal.ActionsToken(
                    RepositorySql.find(handle, new RepositoryId(row.repository().getAsLong()))
                            .orElseThrow(),
                    row.permission(),
                    row.expiresAt());
        }
        User user = (User)
                AccountSql.find(handle, new AccountId(row.user().getAsLong())).orElseThrow();
        return row.kind() == TokenKind.CLASSIC || row.kind() == TokenKind.OAUTH_APP
                ? new Principal.ClassicToken(
                        user, row.scopes(), TokenSql.ssoOrganizations(handle, row.id()), row.expiresAt())
                : new Principal.UnsupportedToken(user, row.kind(), row.expiresAt());
    }
}
