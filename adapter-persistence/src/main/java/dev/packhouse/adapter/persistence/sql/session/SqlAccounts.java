package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.account.Account;
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
    public Optional<Account> find(AccountQuery query) {
        return stored(query).filter(query::matches);
    }

    private Optional<Account> stored(AccountQuery query) {
        if (query instanceof AccountQuery.ByLogin named) {
            return context.identities().account(named.login());
        }
        return context.identities()
                .account(
                        query instanceof AccountQuery.ByNumber numbered
                                ? numbered.id()
                                : ((AccountQuery.OfCaller) query).user().id());
    }

    @Override
    public Affiliation affiliationWith(Account owner) {
        return Affiliation.of(affiliations.membership(owner));
    }
}
