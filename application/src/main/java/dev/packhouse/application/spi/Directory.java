package dev.packhouse.application.spi;

import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.OrganizationMembership;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RepositoryListing;
import dev.packhouse.application.model.RepositoryRelation;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.policy.RepositoryFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Read access to the members of organizations and to repositories within a session. A backend that does not have them
 * overrides nothing.
 *
 * <p>Methods about members do not check access: {@link dev.packhouse.domain.policy.DirectoryPolicy} decides whether the
 * caller may see them. Each repository has the affiliation of the caller: the membership in the account that owns it, and
 * the role of the caller on the repository itself.
 */
public interface Directory {

    /** The directory of a backend that has neither members nor repositories. */
    Directory NONE = new Directory() {};

    /**
     * The members of an organization, by ascending id.
     *
     * @param memberships which of them: {@link Membership#MEMBER}, {@link Membership#OWNER}, or both
     */
    default Page<User> members(Organization organization, Set<Membership> memberships, PageRequest page) {
        return Page.empty();
    }

    /** The membership of a user in an organization. */
    default Membership membership(Organization organization, User user) {
        return Membership.NONE;
    }

    /** The organizations with single sign-on that a user belongs to, by ascending id. */
    default List<Organization> singleSignOnOrganizations(User user) {
        return List.of();
    }

    /**
     * The memberships of a user, by the ascending id of the organization.
     *
     * @param without organizations that are left out
     */
    default Page<OrganizationMembership> memberships(User user, Set<AccountId> without, PageRequest page) {
        return Page.empty();
    }

    /**
     * The repository of an account with this name; empty if there is none. Does not check access.
     *
     * @param name its own name, in any case
     */
    default Optional<Located<Repository>> repository(Account owner, String name) {
        return Optional.empty();
    }

    /** The repositories of an account that this filter shows to the caller. */
    default Page<Located<Repository>> repositories(Account owner, RepositoryFilter visible, RepositoryListing listing) {
        return Page.empty();
    }

    /**
     * The repositories that the user of the caller has, of all accounts.
     *
     * @param user the user of the caller
     * @param relations at least one of them holds for each
     * @param visible shows these repositories to the caller
     * @param without organizations whose repositories are left out
     */
    default Page<Located<Repository>> repositoriesOf(
            User user,
            Set<RepositoryRelation> relations,
            RepositoryFilter visible,
            Set<AccountId> without,
            RepositoryListing listing) {
        return Page.empty();
    }
}
