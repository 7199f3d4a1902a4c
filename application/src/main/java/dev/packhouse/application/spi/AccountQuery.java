package dev.packhouse.application.spi;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;

/**
 * A query for one account. A live registry has an address for each of its forms, and shows an organization with other
 * fields below {@code /users} than below {@code /orgs}.
 */
public sealed interface AccountQuery {

    /** Whether this account is the one that the query selects. */
    boolean matches(Account account);

    /** Any account with this login. */
    static AccountQuery any(Login login) {
        return new ByLogin(login, false);
    }

    /** Any account with this number. */
    static AccountQuery any(AccountId id) {
        return new ByNumber(id, false);
    }

    /** The organization with this login. */
    static AccountQuery organization(Login login) {
        return new ByLogin(login, true);
    }

    /** The organization with this number. */
    static AccountQuery organization(AccountId id) {
        return new ByNumber(id, true);
    }

    /**
     * The account with a login.
     *
     * @param login the login, compared without regard to case
     * @param organizationOnly whether the query selects no user
     */
    record ByLogin(Login login, boolean organizationOnly) implements AccountQuery {
        /** Checks that nothing is null. */
        public ByLogin {
            requireNonNull(login, "login");
        }

        @Override
        public boolean matches(Account account) {
            return account.login().equals(login) && (!organizationOnly || account instanceof Organization);
        }
    }

    /**
     * The account with a number.
     *
     * @param id the number
     * @param organizationOnly whether the query selects no user
     */
    record ByNumber(AccountId id, boolean organizationOnly) implements AccountQuery {
        /** Checks that nothing is null. */
        public ByNumber {
            requireNonNull(id, "id");
        }

        @Override
        public boolean matches(Account account) {
            return account.id().equals(id) && (!organizationOnly || account instanceof Organization);
        }
    }

    /**
     * The caller's own account. A live registry shows its owner more fields than others.
     *
     * @param user the user of the caller's token
     */
    record OfCaller(User user) implements AccountQuery {
        /** Checks that nothing is null. */
        public OfCaller {
            requireNonNull(user, "user");
        }

        @Override
        public boolean matches(Account account) {
            return account.id().equals(user.id());
        }
    }
}
