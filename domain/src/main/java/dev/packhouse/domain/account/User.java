package dev.packhouse.domain.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A personal account.
 *
 * @param id the number of the account
 * @param login the login
 * @param name the name shown beside the login
 * @param siteAdmin whether the user administers the whole site; part of responses, without effect on packages
 * @param createdAt when the account was created
 * @param updatedAt when the account was last changed
 */
public record User(
        AccountId id, Login login, Optional<String> name, boolean siteAdmin, Instant createdAt, Instant updatedAt)
        implements Account {

    /** Checks that nothing is null. */
    public User {
        requireNonNull(id, "id");
        requireNonNull(login, "login");
        requireNonNull(name, "name");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }
}
