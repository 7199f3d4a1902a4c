package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

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
import dev.packhouse.domain.lifecycle.Tombstone;
import java.util.OptionalLong;

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
        requireNonNull(caller, "caller");
        requireNonNull(owner, "owner");
        requireNonNull(affiliation, "affiliation");
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

    /** Requires a version of this package, which was not deleted with a package that is active. */
    static void require(Package parent, PackageVersion subject) {
        if (!subject.packageId().equals(parent.id())) {
            throw new IllegalArgumentException("Version %s belongs to package %s, not to package %s"
                    .formatted(subject.id(), subject.packageId(), parent.id()));
        }
        if (subject.name().type() != parent.namespace().type()) {
            throw new IllegalArgumentException("Version %s has the name of a %s package, its package is of type %s"
                    .formatted(
                            subject.id(),
                            subject.name().type().label(),
                            parent.namespace().type().label()));
        }
        if (parent.state() == State.ACTIVE
                && subject.tombstone().filter(Tombstone::deletedWithPackage).isPresent()) {
            throw new IllegalArgumentException(
                    "Version %s was deleted with package %s, which is active".formatted(subject.id(), parent.id()));
        }
    }

    /** Requires a version that the counts of its package include. */
    static void requireCounted(Package parent, PackageVersion subject) {
        require(parent, subject);
        if (parent.state() == State.DELETED || subject.state() == State.DELETED) {
            return;
        }
        if (parent.versions().active().orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "Package %s has 0 active versions, but version %s is active".formatted(parent.id(), subject.id()));
        }
        if (!subject.tags().isEmpty() && parent.versions().tagged().orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "Package %s has 0 tagged versions, but version %s is tagged".formatted(parent.id(), subject.id()));
        }
        OptionalLong most = parent.versions().mostDownloads();
        if (subject.downloads().orElse(0) > most.orElse(Long.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "No version of package %s has more than %s downloads, but version %s has %s"
                            .formatted(
                                    parent.id(),
                                    most.getAsLong(),
                                    subject.id(),
                                    subject.downloads().getAsLong()));
        }
    }

    /** Requires an active package with the name of the deleted one. */
    static void requireHolder(DeletedPackage subject, Package holder) {
        Namespace namespace = subject.namespace();
        boolean sameName =
                holder.namespace().owner().id().equals(namespace.owner().id())
                        && holder.name().equals(subject.name());
        boolean itself = subject instanceof DeletedPackage.Known known
                && known.value().id().equals(holder.id());
        if (!sameName || itself || holder.state() == State.DELETED) {
            throw new IllegalArgumentException("Package %s is not another active package with the name %s of '%s'"
                    .formatted(holder.id(), subject.name(), namespace.owner().login()));
        }
    }
}
