package dev.packhouse.domain.access;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Membership;

/** What a caller is to an owner, a package and its repository. Facts, not verdicts: the policies draw the conclusions. */
public sealed interface Standing {

    /**
     * The backend knows everything.
     *
     * @param membership what the caller is to the owner of the package. A workflow counts as a member of its
     *     repository's owner
     * @param packageRole the role the caller, or the workflow's repository, was given on the package itself
     * @param repositoryRole the role the caller has on the repository that the package is linked to; a workflow is admin
     *     of its own repository
     */
    record Known(Membership membership, Role packageRole, Role repositoryRole) implements Standing {

        /** Checks that nothing is null. */
        public Known {
            requireNonNull(membership, "membership");
            requireNonNull(packageRole, "packageRole");
            requireNonNull(repositoryRole, "repositoryRole");
        }
    }

    /** The backend cannot tell, as with a live registry. Its own authority judges what the policies let pass. */
    record Unknown() implements Standing {}

    /** A stranger without any role. */
    static Standing none() {
        return new Known(Membership.NONE, Role.NONE, Role.NONE);
    }

    /** Somebody with this membership, and no role on package or repository. */
    static Standing of(Membership membership) {
        return new Known(membership, Role.NONE, Role.NONE);
    }

    /** Nothing is known. */
    static Standing unknown() {
        return new Unknown();
    }
}
