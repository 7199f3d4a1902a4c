package dev.packhouse.application.testing;

import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import java.util.Optional;

/** The accounts of an {@link InMemoryBackend}, for one caller. */
record InMemoryAccounts(EntryResolver resolver, Optional<Principal> caller) implements Accounts {

    @Override
    public Optional<WithSource<Account>> find(Login login) {
        return resolver.accounts()
                .filter(account -> account.login().equals(login))
                .findFirst()
                .map(WithSource::of);
    }

    @Override
    public Optional<WithSource<Account>> find(AccountId id) {
        return resolver.accounts()
                .filter(account -> account.id().equals(id))
                .findFirst()
                .map(WithSource::of);
    }

    @Override
    public Affiliation affiliationWith(Account owner) {
        return Affiliation.of(resolver.membership(caller, owner));
    }
}
