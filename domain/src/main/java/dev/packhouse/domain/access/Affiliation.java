package dev.packhouse.domain.access;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import java.util.Optional;

/**
 * The relation of a caller to an owner, a package and its repository. Holds facts only; the policies decide on them.
 */
public sealed interface Affiliation {

    /** The role of a workflow on the repository in which it runs. */
    Role ROLE_ON_OWN_REPOSITORY = Role.ADMIN;

    /**
     * The backend holds all facts.
     *
     * @param membership the membership of the caller in the account that owns the package
     * @param packageRole the role granted on the package itself to the caller, or to the repository of a workflow
     * @param repositoryRole the role the caller has on the repository that the package is linked to
     */
    record Known(Membership membership, Role packageRole, Role repositoryRole) implements Affiliation {

        /** Checks that nothing is null. */
        public Known {
            requireNonNull(membership, "membership");
            requireNonNull(packageRole, "packageRole");
            requireNonNull(repositoryRole, "repositoryRole");
        }
    }

    /**
     * The backend does not hold the facts, as with a live registry. The registry itself decides on what the policies
     * allow.
     */
    record Unknown() implements Affiliation {}

    /** A caller without membership and without any role. */
    static Affiliation none() {
        return new Known(Membership.NONE, Role.NONE, Role.NONE);
    }

    /** A caller with this membership, and no role on package or repository. */
    static Affiliation of(Membership membership) {
        return new Known(membership, Role.NONE, Role.NONE);
    }

    /**
     * The affiliation of a user with a package. A user is the owner of the own account, and a member only of
     * organizations.
     *
     * @param owner the owner of the package
     * @param membership the membership of the user in the organization that owns the package; NONE for another owner
     * @param packageRole the role granted to the user on the package itself
     * @param repositoryRole the role of the user on the repository that the package is linked to
     * @throws IllegalArgumentException if the user is a member of another user
     */
    static Known ofUser(User user, Account owner, Membership membership, Role packageRole, Role repositoryRole) {
        if (owner instanceof User && user.id().equals(owner.id())) {
            return new Known(Membership.OWNER, packageRole, repositoryRole);
        }
        if (membership != Membership.NONE && !(owner instanceof Organization)) {
            throw new IllegalArgumentException(
                    "'%s' is a user, and '%s' cannot be a member of it".formatted(owner.login(), user.login()));
        }
        return new Known(membership, packageRole, repositoryRole);
    }

    /**
     * The affiliation of a workflow with an account: a member of the organization that owns the repository of the
     * workflow.
     *
     * @param own the repository it runs in
     * @param owner the account
     */
    static Known ofWorkflow(Repository own, Account owner) {
        return ofWorkflow(own, owner, Role.NONE, Optional.empty());
    }

    /**
     * The affiliation of a workflow with a package: in addition, the workflow is admin of its own repository.
     *
     * @param own the repository it runs in
     * @param owner the owner of the package
     * @param packageRole the role granted to its repository on the package itself
     * @param linked the repository that the package is linked to
     */
    static Known ofWorkflow(Repository own, Account owner, Role packageRole, Optional<Repository> linked) {
        boolean member = owner instanceof Organization && own.owner().id().equals(owner.id());
        boolean admin = linked.filter(each -> each.id().equals(own.id())).isPresent();
        return new Known(
                member ? Membership.MEMBER : Membership.NONE, packageRole, admin ? ROLE_ON_OWN_REPOSITORY : Role.NONE);
    }

    /** The backend does not hold the facts. */
    static Affiliation unknown() {
        return new Unknown();
    }
}
