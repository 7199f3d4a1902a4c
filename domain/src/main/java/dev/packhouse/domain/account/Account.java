package dev.packhouse.domain.account;

import java.time.Instant;
import java.util.Optional;

/** A user or an organization: what can own packages. */
public sealed interface Account permits User, Organization {

    /** The number of the account. */
    AccountId id();

    /** The login of the account, as it spells it. */
    Login login();

    /** The name shown beside the login, if the account has given one. */
    Optional<String> name();

    /** When the account was created. */
    Instant createdAt();

    /** When the account was last changed. */
    Instant updatedAt();
}
