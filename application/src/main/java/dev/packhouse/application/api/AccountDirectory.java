package dev.packhouse.application.api;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.ForwardedResponse;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.OrganizationMembership;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RepositoryListing;
import dev.packhouse.application.model.RepositoryRelation;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * The use cases that read the members of organizations, and repositories: what clients of packages ask beside them.
 *
 * <p>Where a remote registry answers for its members and repositories, {@link #forward} returns its response, and the other
 * methods find nothing. An account, member or repository that does not exist, or that the caller may not see, is refused with
 * {@link dev.packhouse.domain.policy.Refusal.Reason#OWNER_NOT_FOUND}.
 *
 * <p>Safe for use by several threads. Every method may throw a {@link dev.packhouse.application.model.BackendException} if
 * the backend fails; a refusal is never an exception.
 */
public interface AccountDirectory {

    /**
     * Passes a read on to a remote registry, with the caller's own token.
     *
     * @param resource the path below the address of the API, with its query, percent-encoded
     * @return the response of the registry, or its refusal; empty if the backend keeps its own data
     */
    Optional<Outcome<ForwardedResponse>> forward(AuthenticatedCaller caller, String resource);

    /** The members of an organization, by ascending id. Callers who may not see them get none. */
    Outcome<Owned<User>> members(
            AuthenticatedCaller caller, OwnerReference organization, MemberFilter filter, PageRequest page);

    /** The membership of a user in an organization. */
    Outcome<MembershipView> membership(AuthenticatedCaller caller, OwnerReference organization, Login user);

    /**
     * The public members of an organization, or the organizations of which a user is a public member. There are none, since
     * every membership is concealed.
     */
    Outcome<Owned<Account>> publicMemberships(AuthenticatedCaller caller, OwnerReference owner);

    /** The organizations of the caller, by ascending id. A token without scopes has none. */
    Outcome<Page<Organization>> ownOrganizations(AuthenticatedCaller caller, PageRequest page);

    /** The memberships of the caller, by the ascending id of the organization. */
    Outcome<Page<OrganizationMembership>> ownMemberships(AuthenticatedCaller caller, PageRequest page);

    /** The membership of the caller in an organization. */
    Outcome<OrganizationMembership> ownMembership(AuthenticatedCaller caller, OwnerReference organization);

    /** One repository. */
    Outcome<Located<Repository>> repository(AuthenticatedCaller caller, RepositoryName name);

    /** The repositories of an account that the caller may see; below {@code /users} only public ones. */
    Outcome<Owned<Located<Repository>>> repositories(
            AuthenticatedCaller caller, OwnerReference owner, RepositoryListing listing);

    /**
     * The repositories that the caller has: own ones, and those to which a role or an organization gives access.
     *
     * @param relations at least one of them holds for each
     */
    Outcome<Page<Located<Repository>>> ownRepositories(
            AuthenticatedCaller caller, Set<RepositoryRelation> relations, RepositoryListing listing);

    /** Which members a list has. */
    enum MemberFilter {
        /** All. */
        ALL,
        /** Owners. */
        OWNERS,
        /** Members who are no owners. */
        MEMBERS,
        /** Those without two-factor authentication: all, since this registry has none. For owners only. */
        WITHOUT_TWO_FACTOR,
        /** Those with insecure two-factor authentication: none, since this registry has none. For owners only. */
        INSECURE_TWO_FACTOR
    }

    /** What a caller sees of a membership. */
    sealed interface MembershipView {

        /**
         * The user is a member, and the caller may see it.
         *
         * @param membership the membership
         */
        record Shown(OrganizationMembership membership) implements MembershipView {
            /** Checks that nothing is null. */
            public Shown {
                requireNonNull(membership, "membership");
            }
        }

        /**
         * The caller may not see who belongs to the organization.
         *
         * @param user the login in the request, which may belong to no user
         */
        record Concealed(Organization organization, Login user) implements MembershipView {
            /** Checks that nothing is null. */
            public Concealed {
                requireNonNull(organization, "organization");
                requireNonNull(user, "user");
            }
        }
    }

    /**
     * A page of a list with the account that it belongs to.
     *
     * @param owner the account
     * @param page the page
     * @param <T> the type of the items
     */
    record Owned<T>(Account owner, Page<T> page) {
        /** Checks that nothing is null. */
        public Owned {
            requireNonNull(owner, "owner");
            requireNonNull(page, "page");
        }
    }
}
