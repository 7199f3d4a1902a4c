package dev.packhouse.application.spi;

import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.account.Account;
import java.util.Optional;

/** Read access to users and organizations within a session. */
public interface Accounts {

    /**
     * The account, as the owner of packages: only its id, its login and its kind count. A live backend may return what
     * it has read up to an hour ago. Empty if the query selects no account.
     */
    Optional<Account> find(AccountQuery query);

    /**
     * The account as the registry shows it at the address that the query stands for, with its source if the registry is
     * remote. A live backend may return what it has read up to a minute ago. Empty if the query selects no account.
     */
    default Optional<WithSource<Account>> document(AccountQuery query) {
        return find(query).map(WithSource::of);
    }

    /** The affiliation of the caller with this account, without roles on packages or repositories. */
    Affiliation affiliationWith(Account owner);
}
