package dev.packhouse.application.api;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;

/** How a request names the owner of packages: one case for each kind of path. */
public sealed interface OwnerReference {

    /**
     * {@code /orgs/{org}}: organizations only.
     *
     * @param login the login, in any case
     */
    record OrganizationLogin(Login login) implements OwnerReference {
        /** Checks that nothing is null. */
        public OrganizationLogin {
            requireNonNull(login, "login");
        }
    }

    /**
     * {@code /users/{username}}: users, and organizations too.
     *
     * @param login the login, in any case
     */
    record AnyLogin(Login login) implements OwnerReference {
        /** Checks that nothing is null. */
        public AnyLogin {
            requireNonNull(login, "login");
        }
    }

    /**
     * {@code /organizations/{id}}: organizations only.
     *
     * @param id the number of the account
     */
    record OrganizationNumber(AccountId id) implements OwnerReference {
        /** Checks that nothing is null. */
        public OrganizationNumber {
            requireNonNull(id, "id");
        }
    }

    /**
     * {@code /user/{id}}: users, and organizations too.
     *
     * @param id the number of the account
     */
    record AnyNumber(AccountId id) implements OwnerReference {
        /** Checks that nothing is null. */
        public AnyNumber {
            requireNonNull(id, "id");
        }
    }

    /** {@code /user}: whoever is asking. */
    record Caller() implements OwnerReference {}

    /** A login that no account can have. It is not found, but only after the token was judged, as everywhere. */
    record Nobody() implements OwnerReference {}
}
