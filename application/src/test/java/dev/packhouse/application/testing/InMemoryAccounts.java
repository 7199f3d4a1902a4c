package dev.packhouse.application.testing;

import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import java.util.Optional;

/** The accounts of an {@link InMemoryBackend}, for one caller. */
record InMemoryAccounts(EntryResolver resolver, Optional<Principal> caller) implements Accounts {

    @Override
    public Optional<Account> find(AccountQuery query) {
        return resolver.accounts().filter(query::matches).findFirst();
    }

    @Override
    public Affiliation affiliationWith(Account owner) {
        return Affiliation.of(resolver.membership(caller, owner));
    }
}
