package dev.packhouse.adapter.http.operator;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A token that the operator wants to create.
 *
 * @param user its holder
 * @param scopes its scopes
 * @param sso the organizations with single sign-on that it is authorized for
 * @param expiresAt when it expires; empty if never
 */
record NewToken(Login user, Scopes scopes, Set<Login> sso, Optional<Instant> expiresAt) {

    NewToken {
        requireNonNull(user, "user");
        requireNonNull(scopes, "scopes");
        sso = Set.copyOf(sso);
        requireNonNull(expiresAt, "expiresAt");
    }
}
