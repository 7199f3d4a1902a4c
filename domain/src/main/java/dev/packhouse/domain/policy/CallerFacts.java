package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import java.time.Instant;
import java.util.Optional;

/**
 * The facts about a caller with a personal access token (classic) that the rules use.
 *
 * @param scopes the scopes of the token
 * @param expiresAt when the token expires; empty if never
 * @param missingSso the organization whose single sign-on the token still needs; empty if it needs none
 * @param role the role of the caller on the package: the highest of those that membership, package and repository give
 */
public record CallerFacts(Scopes scopes, Optional<Instant> expiresAt, Optional<Login> missingSso, Role role) {

    /** Checks that nothing is null. */
    public CallerFacts {
        requireNonNull(scopes, "scopes");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(missingSso, "missingSso");
        requireNonNull(role, "role");
    }

    /** A caller whose token does not expire, and needs no single sign-on. */
    public static CallerFacts of(Scopes scopes, Role role) {
        return new CallerFacts(scopes, Optional.empty(), Optional.empty(), role);
    }
}
