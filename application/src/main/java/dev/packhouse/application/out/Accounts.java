package dev.packhouse.application.out;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import java.util.Optional;

/** Users and organizations, as a session shows them. */
public interface Accounts {

    /** The account with this login, in any case. */
    Optional<Document<Account>> find(Login login);

    /** The account with this number. */
    Optional<Document<Account>> find(AccountId id);

    /** What the caller is to this account, apart from any package. */
    Affiliation affiliationWith(Account owner);
}
