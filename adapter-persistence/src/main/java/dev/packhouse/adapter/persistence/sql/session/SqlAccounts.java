package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import java.util.Optional;

/** The accounts, and the affiliation of the caller with them. */
final class SqlAccounts implements Accounts {

    private final SqlSession session;

    SqlAccounts(SqlSession session) {
        this.session = session;
    }

    @Override
    public Optional<WithSource<Account>> find(Login login) {
        return session.identities().account(login).map(WithSource::of);
    }

    @Override
    public Optional<WithSource<Account>> find(AccountId id) {
        return session.identities().account(id).map(WithSource::of);
    }

    @Override
    public Affiliation affiliationWith(Account owner) {
        return Affiliation.of(membership(session, owner));
    }

    /** Returns the membership of the caller in an account; a user is the owner of its own account. */
    static Membership membership(SqlSession session, Account owner) {
        Optional<Principal> caller = session.principal();
        if (caller.isPresent() && caller.get() instanceof Principal.ActionsToken workflow) {
            return Affiliation.ofWorkflow(workflow.repository(), owner).membership();
        }
        if (caller.filter(principal -> principal.owns(owner)).isPresent()) {
            return Membership.OWNER;
        }
        return caller.flatMap(Principal::user)
                .map(user -> session.identities().membership(owner.id(), user.id()))
                .orElse(Membership.NONE);
    }
}
