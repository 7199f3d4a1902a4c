package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.adapter.persistence.sql.MembershipSql;
import dev.packhouse.adapter.persistence.sql.RepositoryListSql;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.OrganizationMembership;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RepositoryListing;
import dev.packhouse.application.model.RepositoryRelation;
import dev.packhouse.application.spi.Directory;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.RepositoryFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The members and repositories, and the affiliation of the caller with the latter. */
final class SqlDirectory implements Directory {

    private final SessionContext context;
    private final CallerAffiliations affiliations;

    SqlDirectory(SessionContext context, CallerAffiliations affiliations) {
        this.context = context;
        this.affiliations = affiliations;
    }

    @Override
    public Page<User> members(Organization organization, Set<Membership> memberships, PageRequest page) {
        return MembershipSql.members(context.connection(), organization, memberships, page);
    }

    @Override
    public Membership membership(Organization organization, User user) {
        return context.identities().membership(organization.id(), user.id());
    }

    @Override
    public List<Organization> singleSignOnOrganizations(User user) {
        return MembershipSql.singleSignOn(context.connection(), user);
    }

    @Override
    public Page<OrganizationMembership> memberships(User user, Set<AccountId> without, PageRequest page) {
        return MembershipSql.organizations(context.connection(), user, without, page);
    }

    @Override
    public Optional<Located<Repository>> repository(Account owner, String name) {
        String key = new RepositoryName(owner.login(), name).nameKey();
        return RepositoryListSql.find(context.connection(), owner, key, context.grantee())
                .map(this::located);
    }

    @Override
    public Page<Located<Repository>> repositories(Account owner, RepositoryFilter visible, RepositoryListing listing) {
        return RepositoryListSql.ofAccount(context.connection(), owner, visible, listing, context.grantee())
                .map(this::located);
    }

    @Override
    public Page<Located<Repository>> repositoriesOf(
            User user,
            Set<RepositoryRelation> relations,
            RepositoryFilter visible,
            Set<AccountId> without,
            RepositoryListing listing) {
        return RepositoryListSql.ofUser(
                        context.connection(), user, relations, visible, without, listing, this::existingAccount)
                .map(this::located);
    }

    /** The owner of a repository, which the schema requires to exist. */
    private Account existingAccount(AccountId id) {
        return context.identities()
                .account(id)
                .orElseThrow(() -> context.connection().missing());
    }

    private Located<Repository> located(RepositoryListSql.Row row) {
        return new Located<>(row.value(), affiliations.affiliation(row));
    }
}
