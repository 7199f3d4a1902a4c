package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import java.util.Optional;

/** The accounts, and the affiliation of the caller with them. */
final class SqlAccounts implements Accounts {

    private final SessionContext context;
    private final CallerAffiliations affiliations;

    SqlAccounts(SessionContext context, CallerAffiliations affiliations) {
        this.context = context;
        this.affiliations = affiliations;
    }

    @Override
    public Optional<WithSource<Account>> find(Login login) {
        return context.identities().account(login).map(WithSource::of);
    }

    @Override
    public Optional<WithSource<Account>> find(AccountId id) {
        return context.identities().account(id).map(WithSource::of);
    }

    @Override
    public Affiliation affiliationWith(Account owner) {
        return Affiliation.of(affiliations.membership(owner));
    }
}
