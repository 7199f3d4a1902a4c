package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import java.util.List;
import java.util.Optional;

/**
 * Decides who sees the members of an organization, the memberships of a user, and the repositories of an account.
 *
 * <p>Every membership is concealed, as GitHub conceals a new one: only members of the same organization see it, and none is
 * public.
 *
 * <p>Source: "Organization members" and "Repositories" of the REST API, and "Scopes for OAuth apps".
 */
public final class DirectoryPolicy {

    /** One of these opens the caller's own memberships. */
    private static final List<Scope> OWN_MEMBERSHIPS = List.of(Scope.READ_ORG, Scope.USER);

    private DirectoryPolicy() {}

    /** The refusal of a member's token that is not authorized for the single sign-on of the owner, as for packages. */
    public static Optional<Refusal> singleSignOn(Principal caller, Account owner, Affiliation affiliation) {
        return AccessPolicy.singleSignOn(caller, owner, affiliation);
    }

    /**
     * Whether the caller sees who belongs to an organization. This takes a member, and a token with the scope {@code
     * read:org}.
     *
     * @param membership the membership of the caller in it
     */
    public static boolean seesMembers(Principal caller, Membership membership) {
        return membership != Membership.NONE
                && caller instanceof Principal.ClassicToken token
                && token.scopes().include(Scope.READ_ORG);
    }

    /** The refusal of a caller who may not filter the members by their two-factor authentication; empty for an owner. */
    public static Optional<Refusal> filterByTwoFactor(Principal caller, Membership membership) {
        return seesMembers(caller, membership) && membership == Membership.OWNER
                ? Optional.empty()
                : Optional.of(new Refusal.OwnersOnly());
    }

    /**
     * The user who acts in person: not an anonymous caller, and not a workflow.
     *
     * @return the user, or why there is none
     */
    public static Outcome<User> user(Principal caller) {
        requireNonNull(caller, "caller");
        return caller.user()
                .map(Outcome::allowed)
                .orElseGet(() -> Outcome.refused(
                        caller instanceof Principal.Anonymous
                                ? Refusal.of(Refusal.Reason.AUTHENTICATION_REQUIRED)
                                : new Refusal.TokenNotSupported(TokenKind.INSTALLATION)));
    }

    /**
     * The user whose own memberships the caller may see. This takes a token with one of the scopes {@code read:org} and
     * {@code user}.
     *
     * @param phrase what the caller wants to do, as in GitHub's messages
     */
    public static Outcome<User> ownMemberships(Principal caller, String phrase) {
        return user(caller).flatMap(user -> {
            if (caller instanceof Principal.UnsupportedToken token) {
                return Outcome.refused(new Refusal.TokenNotSupported(token.kind()));
            }
            boolean permitted = caller instanceof Principal.ClassicToken token
                    && OWN_MEMBERSHIPS.stream().anyMatch(token.scopes()::include);
            return permitted
                    ? Outcome.allowed(user)
                    : Outcome.refused(new Refusal.MissingAnyScope(OWN_MEMBERSHIPS, phrase));
        });
    }

    /** Those of a user's own organizations that the token is not authorized for, so that a list leaves them out. */
    public static List<Organization> leftOut(Principal caller, List<Organization> organizations) {
        return organizations.stream()
                .filter(each -> singleSignOn(caller, each, Affiliation.of(Membership.MEMBER))
                        .isPresent())
                .toList();
    }

    /**
     * Which repositories of an account the caller sees. A private one takes a role on it, or the ownership of the account,
     * and a token with the scope {@code repo}. A workflow sees its own repository.
     *
     * @param membership the membership of the caller in the account
     */
    public static RepositoryFilter repositories(Principal caller, Membership membership) {
        if (caller instanceof Principal.ActionsToken) {
            return new RepositoryFilter(false, true);
        }
        return caller instanceof Principal.ClassicToken token && token.scopes().include(Scope.REPO)
                ? new RepositoryFilter(membership == Membership.OWNER, true)
                : RepositoryFilter.PUBLIC;
    }

    /**
     * The role of the caller on a repository that the caller sees: admin for an owner of its account, and at least read.
     *
     * @param affiliation the affiliation of the caller with the account, with the role granted on the repository
     */
    public static Role roleOn(Affiliation.Known affiliation) {
        return affiliation.membership() == Membership.OWNER
                ? Role.ADMIN
                : affiliation.repositoryRole().or(Role.READ);
    }

    /** Whether the caller sees a repository of this account. */
    public static boolean sees(Principal caller, Repository repository, Affiliation.Known affiliation) {
        return repositories(caller, affiliation.membership()).shows(repository, affiliation.repositoryRole());
    }
}
