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
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Decides on restores of packages and versions.
 *
 * <p>Source: the operations "Restore a package for an organization" and "Restore package version for an organization":
 * a restore is accepted within the {@linkplain Rules#retention retention}, and while the name is not in use. Facts that
 * contradict each other are an {@link IllegalArgumentException}.
 */
public final class RestorePolicy {

    private final Rules rules;
    private final AccessPolicy policy;

    /**
     * The active package that has the name of a deleted one.
     *
     * @param subject the package
     * @param affiliation the affiliation of the caller with it, which may be lower than the affiliation with the
     *     deleted package
     */
    public record NameHolder(Package subject, Affiliation affiliation) {
        /** Checks that nothing is null. */
        public NameHolder {
            requireNonNull(subject, "subject");
            requireNonNull(affiliation, "affiliation");
        }
    }

    /** Creates the policy for these rules. */
    public RestorePolicy(Rules rules) {
        this.rules = requireNonNull(rules, "rules");
        this.policy = new AccessPolicy(rules);
    }

    /**
     * Decides whether this caller may restore this package.
     *
     * <p>If the deleted package is unknown and an active package has its name, the refusal is {@link
     * Refusal.Reason#NOT_DELETED}: the active package may be the requested one. Only the registry can distinguish this from a
     * taken name.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param holder the active package with its name; its number is part of a refusal only if the caller may read it.
     *     Also empty if the registry is to decide
     * @param now the time of the restore
     * @throws IllegalArgumentException if the facts contradict each other
     */
    public Outcome<Change.PackageRestored> restorePackage(
            Principal caller,
            Affiliation affiliation,
            DeletedPackage subject,
            Optional<NameHolder> holder,
            Instant now) {
        return policy.check(caller, Operation.RESTORE_PACKAGE, subject, affiliation, now)
                .flatMap(access -> restorePackage(access, holder, now));
    }

    /**
     * Decides whether a caller who has access may restore the package.
     *
     * @param holder as in {@link #restorePackage(Principal, Affiliation, DeletedPackage, Optional, Instant)}
     * @param now the time of the restore
     * @throws IllegalArgumentException if the access is for another operation, or the facts contradict each other
     */
    public Outcome<Change.PackageRestored> restorePackage(
            Access<DeletedPackage> access, Optional<NameHolder> holder, Instant now) {
        DeletedPackage subject = access.subjectFor(Operation.RESTORE_PACKAGE);
        return Outcome.unless(
                objections(access.caller(), subject, holder, now).findFirst(),
                () -> new Change.PackageRestored(subject, now));
    }

    private Stream<Refusal> objections(
            Principal caller, DeletedPackage subject, Optional<NameHolder> holder, Instant now) {
        holder.ifPresent(found -> ConsistentFacts.requireHolder(subject, found.subject()));
        return Stream.<Supplier<Optional<Refusal>>>of(
                        () -> notRestorable(subject, now),
                        () -> holder.map(found -> taken(caller, subject, found, now)))
                .flatMap(rule -> rule.get().stream());
    }

    /**
     * Everything that stands against the restore of this package by this caller, and what gives the caller the role.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param subject the deleted package
     * @param holder as in {@link #restorePackage(Principal, Affiliation, DeletedPackage, Optional, Instant)}
     * @param now the time of the restore
     * @throws IllegalArgumentException if the package is not deleted
     */
    public Explanation explainPackage(
            Principal caller, Affiliation affiliation, Package subject, Optional<NameHolder> holder, Instant now) {
        DeletedPackage deleted = new DeletedPackage.Known(subject);
        return policy.explain(
                caller, Operation.RESTORE_PACKAGE, subject, affiliation, now, objections(caller, deleted, holder, now));
    }

    private Refusal taken(Principal caller, DeletedPackage subject, NameHolder holder, Instant now) {
        return subject instanceof DeletedPackage.Known
                ? new Refusal.NameTaken(subject.name(), readable(caller, holder, now))
                : Refusal.of(Refusal.Reason.NOT_DELETED);
    }

    /** The number of the package; empty if the caller may not read it. */
    private Optional<PackageId> readable(Principal caller, NameHolder holder, Instant now) {
        Package subject = holder.subject();
        return policy.decide(caller, Operation.GET_PACKAGE, subject, holder.affiliation(), now)
                        .isEmpty()
                ? Optional.of(subject.id())
                : Optional.empty();
    }

    private Optional<Refusal> notRestorable(DeletedPackage subject, Instant now) {
        return subject instanceof DeletedPackage.Known seen
                ? windowClosed(seen.value().tombstone().orElseThrow(), now)
                : Optional.empty();
    }

    /**
     * Decides whether this caller may restore this version.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param parent the package of the version
     * @param holder the active version of the package with the same name
     * @param movedTags the tags of the version that active versions hold now; they keep them
     * @param now the time of the restore
     * @throws IllegalArgumentException if the facts contradict each other
     */
    public Outcome<Change.VersionRestored> restoreVersion(
            Principal caller,
            Affiliation affiliation,
            Package parent,
            PackageVersion subject,
            Optional<VersionId> holder,
            Set<Tag> movedTags,
            Instant now) {
        return policy.check(caller, Operation.RESTORE_VERSION, parent, affiliation, now)
                .flatMap(access -> restoreVersion(access, subject, holder, movedTags, now));
    }

    /**
     * Decides whether a caller who has access to the package may restore this version of it.
     *
     * @param holder the active version of the package with the same name
     * @param movedTags the tags of the version that active versions hold now; they keep them
     * @param now the time of the restore
     * @throws IllegalArgumentException if the access is for another operation, or the facts contradict each other
     */
    public Outcome<Change.VersionRestored> restoreVersion(
            Access<Package> access,
            PackageVersion subject,
            Optional<VersionId> holder,
            Set<Tag> movedTags,
            Instant now) {
        Package parent = access.subjectFor(Operation.RESTORE_VERSION);
        return Outcome.unless(
                objections(parent, subject, holder, now).findFirst(),
                () -> new Change.VersionRestored(parent, subject, movedTags, now));
    }

    private Stream<Refusal> objections(
            Package parent, PackageVersion subject, Optional<VersionId> holder, Instant now) {
        ConsistentFacts.require(parent, subject);
        return Stream.<Supplier<Optional<Refusal>>>of(
                        () -> packageDeleted(parent),
                        () -> notRestorable(subject, holder, now),
                        () -> holder.filter(id -> !id.equals(subject.id()))
                                .map(id -> new Refusal.VersionNameTaken(subject.name(), id)))
                .flatMap(rule -> rule.get().stream());
    }

    /**
     * Everything that stands against the restore of this version by this caller, and what gives the caller the role.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param parent the package of the version
     * @param holder the active version of the package with the same name
     * @param now the time of the restore
     * @throws IllegalArgumentException if the facts contradict each other
     */
    public Explanation explainVersion(
            Principal caller,
            Affiliation affiliation,
            Package parent,
            PackageVersion subject,
            Optional<VersionId> holder,
            Instant now) {
        return policy.explain(
                caller, Operation.RESTORE_VERSION, parent, affiliation, now, objections(parent, subject, holder, now));
    }

    /**
     * Decides on restores of several versions together, in order: each decision sees the restores before it, so that of
     * two versions with one name only the first can be restored.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param versions all versions of the package, active and deleted
     * @param ids the versions to restore, in this order
     * @param now the time of the restores
     * @throws IllegalArgumentException if the versions do not fit the package: one belongs to another, two have one id
     *     or one name, or their counts are not those that the package states
     */
    public BatchDecision restoreVersions(
            Principal caller,
            Affiliation affiliation,
            Package parent,
            Collection<PackageVersion> versions,
            Collection<VersionId> ids,
            Instant now) {
        return policy.check(caller, Operation.RESTORE_VERSION, parent, affiliation, now)
                .fold(
                        access -> restoreVersions(access, versions, ids, now),
                        refusal -> BatchDecision.refused(parent, ids, refusal));
    }

    /**
     * Decides on restores of several versions by a caller who has access to the package, as {@link
     * #restoreVersions(Principal, Affiliation, Package, Collection, Collection, Instant)}.
     *
     * @throws IllegalArgumentException also if the access is for another operation
     */
    public BatchDecision restoreVersions(
            Access<Package> access, Collection<PackageVersion> versions, Collection<VersionId> ids, Instant now) {
        VersionsOfPackage batch = new VersionsOfPackage(access.subjectFor(Operation.RESTORE_VERSION), versions);
        return BatchDecision.inOrder(batch, ids, State.DELETED, subject -> restoreNext(batch, subject, now));
    }

    private Outcome<Change.VersionRestored> restoreNext(VersionsOfPackage batch, PackageVersion subject, Instant now) {
        Package parent = batch.now();
        Optional<VersionId> holder = batch.holder(subject.name());
        return Outcome.unless(objections(parent, subject, holder, now).findFirst(), () -> {
            Set<Tag> movedTags = batch.movedTags(subject);
            batch.restore(subject, movedTags);
            return new Change.VersionRestored(parent, subject, movedTags, now);
        });
    }

    private static Optional<Refusal> packageDeleted(Package parent) {
        return parent.state() == State.DELETED
                ? Optional.of(new Refusal.PackageDeleted(parent.id()))
                : Optional.empty();
    }

    /** A version that holds its name is active again, whatever the tombstone says: the facts may be of two times. */
    private Optional<Refusal> notRestorable(PackageVersion subject, Optional<VersionId> holder, Instant now) {
        boolean deleted = subject.tombstone().isPresent() && !holder.equals(Optional.of(subject.id()));
        return deleted
                ? windowClosed(subject.tombstone().get(), now)
                : Optional.of(Refusal.of(Refusal.Reason.NOT_DELETED));
    }

    Optional<Refusal> windowClosed(Tombstone tombstone, Instant now) {
        Instant end = rules.restorableUntil(tombstone);
        return now.isAfter(end) ? Optional.of(new Refusal.WindowClosed(tombstone, end, now)) : Optional.empty();
    }
}
