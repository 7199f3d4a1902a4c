package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import java.util.Optional;

/** Finds the principals, accounts and memberships that almost every request needs, within one unit of work. */
public interface Identities {

    /** The principal of a token, expired or not; empty if there is no such token. */
    Optional<Principal> principal(TokenHash token);

    /** The account with this login; empty if there is none. */
    Optional<Account> account(Login login);

    /** The account with this number; empty if there is none. */
    Optional<Account> account(AccountId id);

    /** The membership of a user in an organization. */
    Membership membership(AccountId organization, AccountId user);
}
