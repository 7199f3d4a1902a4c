package dev.packhouse.domain.account;

import java.time.Instant;
import java.util.Optional;

/** A user or an organization. Both can own packages. */
public sealed interface Account permits User, Organization {

    /** The number of the account. */
    AccountId id();

    /** The login of the account, in its own spelling. */
    Login login();

    /** The name shown beside the login; empty if the account has none. */
    Optional<String> name();

    /** When the account was created. */
    Instant createdAt();

    /** When the account was last changed. */
    Instant updatedAt();
}
