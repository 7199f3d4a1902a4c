package dev.packhouse.application.spi;

import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import java.util.Optional;

/** Users and organizations, as a session shows them. */
public interface Accounts {

    /** The account with this login, in any case. */
    Optional<WithSource<Account>> find(Login login);

    /** The account with this number. */
    Optional<WithSource<Account>> find(AccountId id);

    /** What the caller is to this account, apart from any package. */
    Affiliation affiliationWith(Account owner);
}
