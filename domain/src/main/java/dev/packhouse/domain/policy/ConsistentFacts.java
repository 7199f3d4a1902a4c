package dev.packhouse.domain.policy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;

/**
 * Checks that the facts of a question do not contradict each other. A contradiction is an error of the program that asks,
 * and so an {@link IllegalArgumentException}: no decision on such facts could be right.
 */
final class ConsistentFacts {

    private ConsistentFacts() {}

    /**
     * Requires an affiliation that this caller can have. Users are owners of their own account only; accounts of users
     * have no members; workflows are not owners; anonymous callers have neither membership nor role.
     */
    static void require(Principal caller, Account owner, Affiliation affiliation) {
        if (!(affiliation instanceof Affiliation.Known known)) {
            return;
        }
        boolean possible = owner instanceof User
                ? known.membership() == (caller.owns(owner) ? Membership.OWNER : Membership.NONE)
                : known.membership() != Membership.OWNER || caller.user().isPresent();
        boolean anonymous = caller instanceof Principal.Anonymous;
        if (!possible || (anonymous && !known.equals(Affiliation.none()))) {
            throw new IllegalArgumentException("The caller '%s' cannot have the membership %s in '%s'%s"
                    .formatted(
                            caller.label(), known.membership(), owner.login(), anonymous ? ", or a role there" : ""));
        }
    }

    /** Requires a version of this package. */
    static void require(Package parent, PackageVersion subject) {
        if (!subject.packageId().equals(parent.id())) {
            throw new IllegalArgumentException("Version %s belongs to package %s, not to package %s"
                    .formatted(subject.id(), subject.packageId(), parent.id()));
        }
        if (subject.name().type() != parent.namespace().type()) {
            throw new IllegalArgumentException("Version %s has a %s name, its package is of type %s"
                    .formatted(
                            subject.id(),
                            subject.name().type().label(),
                            parent.namespace().type().label()));
        }
    }

    /** Requires a version that the counts of its package include. */
    static void requireCounted(Package parent, PackageVersion subject) {
        require(parent, subject);
        if (parent.state() == State.DELETED || subject.state() == State.DELETED) {
            return;
        }
        requireAtLeast("active versions", parent, parent.versions().active().orElse(1), 1, subject);
        requireAtLeast(
                "tagged versions",
                parent,
                parent.versions().tagged().orElse(1),
                subject.tags().isEmpty() ? 0 : 1,
                subject);
        requireAtLeast(
                "downloads of one version",
                parent,
                parent.versions().mostDownloads().orElse(Long.MAX_VALUE),
                subject.downloads().orElse(0),
                subject);
    }

    private static void requireAtLeast(String what, Package parent, long stated, long least, PackageVersion subject) {
        if (stated < least) {
            throw new IllegalArgumentException("Package %s has %s %s, but version %s makes it at least %s"
                    .formatted(parent.id(), stated, what, subject.id(), least));
        }
    }

    /** Requires an active package with the name of the deleted one. */
    static void requireHolder(DeletedPackage subject, Package holder) {
        Namespace namespace = subject.namespace();
        boolean sameName = holder.namespace().type() == namespace.type()
                && holder.namespace().owner().id().equals(namespace.owner().id())
                && holder.name().equals(subject.name());
        boolean itself = subject instanceof DeletedPackage.Known known
                && known.value().id().equals(holder.id());
        if (!sameName || itself || holder.state() == State.DELETED) {
            throw new IllegalArgumentException("Package %s is not another active package with the name %s of '%s'"
                    .formatted(holder.id(), subject.name(), namespace.owner().login()));
        }
    }
}
