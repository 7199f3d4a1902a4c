package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.adapter.persistence.sql.PackageSql;
import dev.packhouse.adapter.persistence.sql.RepositoryListSql;
import dev.packhouse.adapter.persistence.sql.RoleGrantee;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
import java.util.Optional;

/**
 * The affiliation of the caller of a session with accounts and packages. Of the sessions, only this class tells workflows
 * from users; for queries, {@link RoleGrantee} does.
 */
final class CallerAffiliations {

    private final SessionContext context;

    CallerAffiliations(SessionContext context) {
        this.context = context;
    }

    /** Returns the membership of the caller in an account; a user is the owner of its own account. */
    Membership membership(Account owner) {
        Optional<Principal> caller = context.principal();
        if (caller.isPresent() && caller.get() instanceof Principal.ActionsToken workflow) {
            return Affiliation.ofWorkflow(workflow.repository(), owner).membership();
        }
        if (caller.filter(principal -> principal.owns(owner)).isPresent()) {
            return Membership.OWNER;
        }
        return caller.flatMap(Principal::user)
                .map(user -> context.identities().membership(owner.id(), user.id()))
                .orElse(Membership.NONE);
    }

    /**
     * Returns the affiliation with a package. The role of a workflow on its own repository is not in the database.
     *
     * @param membership the membership in the account that owns the package
     */
    Affiliation affiliation(PackageSql.Row row, Membership membership) {
        if (context.principal().orElse(null) instanceof Principal.ActionsToken workflow) {
            return Affiliation.ofWorkflow(
                    workflow.repository(),
                    row.value().namespace().owner(),
                    row.packageRole(),
                    row.value().repository());
        }
        return new Affiliation.Known(membership, row.packageRole(), row.repositoryRole());
    }

    /** Returns the affiliation with a repository. */
    Affiliation affiliation(RepositoryListSql.Row row) {
        Account owner = row.value().owner();
        if (context.principal().orElse(null) instanceof Principal.ActionsToken workflow) {
            return Affiliation.ofWorkflow(workflow.repository(), owner, Role.NONE, Optional.of(row.value()));
        }
        return new Affiliation.Known(membership(owner), Role.NONE, row.role());
    }
}
