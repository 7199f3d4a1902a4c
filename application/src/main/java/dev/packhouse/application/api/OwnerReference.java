package dev.packhouse.application.api;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;

/** The reference to the owner of packages in a request: one case for each kind of path. */
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

    /** {@code /user}: the user of the token. */
    record Caller() implements OwnerReference {}

    /**
     * A login that is not valid for any account. The request is refused with {@link
     * dev.packhouse.domain.policy.Refusal.Reason#OWNER_NOT_FOUND}, after the checks of the token as for any other reference.
     */
    record InvalidLogin() implements OwnerReference {}
}
