package dev.packhouse.application.spi;

import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import java.util.Optional;

/** Read access to users and organizations within a session. */
public interface Accounts {

    /** The account with this login, compared without regard to case; empty if none has it. */
    Optional<WithSource<Account>> find(Login login);

    /** The account with this number; empty if none has it. */
    Optional<WithSource<Account>> find(AccountId id);

    /** The affiliation of the caller with this account, without roles on packages or repositories. */
    Affiliation affiliationWith(Account owner);
}
