package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.Tag;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What may be restored, and by whom.
 *
 * <p>Source: the operations "Restore a package for an organization" and "Restore package version for an organization":
 * within 30 days of its deletion, and while its name is not in use again.
 */
public final class RestorePolicy {

    private final AccessPolicy access;

    /**
     * The active package that has the name of a deleted one.
     *
     * @param subject the package
     * @param affiliation what the caller is to it, which may be less than what they are to the deleted one
     */
    public record NameHolder(Package subject, Affiliation affiliation) {
        /** Checks that nothing is null. */
        public NameHolder {
            requireNonNull(subject, "subject");
            requireNonNull(affiliation, "affiliation");
        }
    }

    /** The policy on top of an access policy. */
    public RestorePolicy(AccessPolicy access) {
        this.access = requireNonNull(access, "access");
    }

    /**
     * May this caller restore this package?
     *
     * <p>Of a package that is not seen nothing is known to be deleted while an active one has its name: that may be the very
     * package that is asked for. Which of both reasons it is, only the registry knows.
     *
     * @param affiliation what the caller is to it
     * @param holder the active package that has its name now; named in a refusal only if the caller may read it. Empty as
     *     well if the registry is to judge
     * @param now when it would be restored
     */
    public Outcome<Change.PackageRestored> restorePackage(
            Principal caller,
            Affiliation affiliation,
            DeletedPackage subject,
            Optional<NameHolder> holder,
            Instant now) {
        return decide(caller, affiliation, subject)
                .or(() -> closed(subject, now))
                .or(() -> holder.map(found -> taken(caller, subject, found)))
                .<Outcome<Change.PackageRestored>>map(Outcome::refused)
                .orElseGet(() -> Outcome.allowed(new Change.PackageRestored(subject, now)));
    }

    private Refusal taken(Principal caller, DeletedPackage subject, NameHolder holder) {
        return subject instanceof DeletedPackage.Known
                ? new Refusal.NameTaken(subject.name(), readable(caller, holder))
                : new Refusal.NotDeleted();
    }

    /** The number of the package, if the caller may read it. */
    private Optional<PackageId> readable(Principal caller, NameHolder holder) {
        Package subject = holder.subject();
        return access.decide(caller, Operation.GET_PACKAGE, subject, holder.affiliation())
                        .isEmpty()
                ? Optional.of(subject.id())
                : Optional.empty();
    }

    private Optional<Refusal> decide(Principal caller, Affiliation affiliation, DeletedPackage subject) {
        return subject instanceof DeletedPackage.Known seen
                ? access.decide(caller, Operation.RESTORE_PACKAGE, seen.value(), affiliation)
                : access.checkToken(
                                caller,
                                Operation.RESTORE_PACKAGE,
                                Optional.of(subject.namespace().type()))
                        .or(() -> access.checkSso(caller, subject.namespace().owner(), affiliation));
    }

    private static Optional<Refusal> closed(DeletedPackage subject, Instant now) {
        return subject instanceof DeletedPackage.Known seen
                ? closed(seen.value().tombstone().orElseThrow(), now)
                : Optional.empty();
    }

    /**
     * May this caller restore this version?
     *
     * @param affiliation what the caller is to the package
     * @param owner the package the version belongs to
     * @param holder the active version of the package that has its name now
     * @param movedTags those of its tags that active versions hold by now; they stay there
     * @param now when it would be restored
     */
    public Outcome<Change.VersionRestored> restoreVersion(
            Principal caller,
            Affiliation affiliation,
            Package owner,
            PackageVersion subject,
            Optional<VersionId> holder,
            Set<Tag> movedTags,
            Instant now) {
        return access.decide(caller, Operation.RESTORE_VERSION, owner, affiliation)
                .or(() -> packageDeleted(owner))
                .or(() -> closed(subject, now))
                .or(() -> holder.map(id -> new Refusal.VersionNameTaken(subject.name(), id)))
                .<Outcome<Change.VersionRestored>>map(Outcome::refused)
                .orElseGet(() -> Outcome.allowed(new Change.VersionRestored(owner, subject, movedTags, now)));
    }

    private static Optional<Refusal> packageDeleted(Package owner) {
        return owner.state() == State.DELETED ? Optional.of(new Refusal.PackageDeleted(owner.id())) : Optional.empty();
    }

    private static Optional<Refusal> closed(PackageVersion subject, Instant now) {
        return subject.tombstone().isPresent()
                ? closed(subject.tombstone().get(), now)
                : Optional.of(new Refusal.NotDeleted());
    }

    private static Optional<Refusal> closed(Tombstone tombstone, Instant now) {
        return tombstone.allowsRestoreAt(now)
                ? Optional.empty()
                : Optional.of(new Refusal.WindowClosed(tombstone, now));
    }
}
