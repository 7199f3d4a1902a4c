package dev.packhouse.domain.access;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.Repository;
import java.util.Optional;

/** What a caller is to an owner, a package and its repository. Facts, not verdicts: the policies draw the conclusions. */
public sealed interface Affiliation {

    /**
     * The backend knows everything.
     *
     * @param membership what the caller is to the owner of the package
     * @param packageRole the role the caller, or the workflow's repository, was given on the package itself
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

    /** The backend cannot tell, as with a live registry. Its own authority judges what the policies let pass. */
    record Unknown() implements Affiliation {}

    /** A stranger without any role. */
    static Affiliation none() {
        return new Known(Membership.NONE, Role.NONE, Role.NONE);
    }

    /** Somebody with this membership, and no role on package or repository. */
    static Affiliation of(Membership membership) {
        return new Known(membership, Role.NONE, Role.NONE);
    }

    /**
     * A workflow of a repository, which counts as a member of the organization that the repository belongs to.
     *
     * @param own the repository it runs in
     * @param owner the account in question
     */
    static Known ofWorkflow(Repository own, Account owner) {
        return ofWorkflow(own, owner, Role.NONE, Optional.empty());
    }

    /**
     * A workflow of a repository and a package: besides, it is admin of its own repository.
     *
     * @param own the repository it runs in
     * @param owner the owner of the package
     * @param packageRole the role its repository was given on the package itself
     * @param linked the repository that the package is linked to
     */
    static Known ofWorkflow(Repository own, Account owner, Role packageRole, Optional<Repository> linked) {
        boolean member = owner instanceof Organization && own.owner().id().equals(owner.id());
        boolean admin = linked.filter(each -> each.id().equals(own.id())).isPresent();
        return new Known(member ? Membership.MEMBER : Membership.NONE, packageRole, admin ? Role.ADMIN : Role.NONE);
    }

    /** Nothing is known. */
    static Affiliation unknown() {
        return new Unknown();
    }
}
