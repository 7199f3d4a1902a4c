package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Decides on deletions of packages and versions.
 *
 * <p>Source: the operations "Delete a package for an organization" and "Delete package version for an organization",
 * and the messages of the service. A fact that the backend does not hold never causes a refusal: the registry that
 * holds it decides. Facts that contradict each other, such as a version of another package, are an {@link
 * IllegalArgumentException}.
 */
public final class DeletionPolicy {

    private final Rules rules;
    private final AccessPolicy policy;

    /** Creates the policy for these rules. */
    public DeletionPolicy(Rules rules) {
        this.rules = requireNonNull(rules, "rules");
        this.policy = new AccessPolicy(rules);
    }

    /**
     * Decides whether this caller may delete this package.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param now the time of the deletion
     * @throws IllegalArgumentException if the facts contradict each other
     */
    public Outcome<Change.PackageDeleted> deletePackage(
            Principal caller, Affiliation affiliation, Package subject, Instant now) {
        return policy.check(caller, Operation.DELETE_PACKAGE, subject, affiliation, now)
                .flatMap(access -> deletePackage(access, now));
    }

    /**
     * Decides whether a caller who has access may delete the package.
     *
     * @param now the time of the deletion
     * @throws IllegalArgumentException if the access is for another operation
     */
    public Outcome<Change.PackageDeleted> deletePackage(Access<Package> access, Instant now) {
        Package subject = access.subjectFor(Operation.DELETE_PACKAGE);
        return Outcome.unless(objection(subject), () -> new Change.PackageDeleted(subject, now));
    }

    /**
     * Everything that stands against the deletion of this package by this caller, and what gives the caller the role.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param now the time of the deletion
     * @throws IllegalArgumentException if the facts contradict each other
     */
    public Explanation explainPackage(Principal caller, Affiliation affiliation, Package subject, Instant now) {
        return policy.explain(caller, Operation.DELETE_PACKAGE, subject, affiliation, now, objections(subject));
    }

    /** The rule that forbids to delete this package, for every caller; empty if there is none. */
    public Optional<Refusal> objection(Package subject) {
        return objections(subject).findFirst();
    }

    private Stream<Refusal> objections(Package subject) {
        return Stream.concat(
                absent(subject).stream(),
                tooManyDownloads(subject.visibility(), subject.versions()::mostDownloads).stream());
    }

    /**
     * Decides whether this caller may delete this version.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param parent the package of the version
     * @param now the time of the deletion
     * @throws IllegalArgumentException if the facts contradict each other
     */
    public Outcome<Change.VersionDeleted> deleteVersion(
            Principal caller, Affiliation affiliation, Package parent, PackageVersion subject, Instant now) {
        return policy.check(caller, Operation.DELETE_VERSION, parent, affiliation, now)
                .flatMap(access -> deleteVersion(access, subject, now));
    }

    /**
     * Decides whether a caller who has access to the package may delete this version of it.
     *
     * @param now the time of the deletion
     * @throws IllegalArgumentException if the access is for another operation, or the facts contradict each other
     */
    public Outcome<Change.VersionDeleted> deleteVersion(Access<Package> access, PackageVersion subject, Instant now) {
        Package parent = access.subjectFor(Operation.DELETE_VERSION);
        return Outcome.unless(objection(parent, subject), () -> new Change.VersionDeleted(parent, subject, now));
    }

    /**
     * The rule that forbids to delete this version, for every caller; empty if there is none.
     *
     * @param parent the package of the version
     * @throws IllegalArgumentException if the facts contradict each other
     */
    public Optional<Refusal> objection(Package parent, PackageVersion subject) {
        return objections(parent, subject).findFirst();
    }

    private Stream<Refusal> objections(Package parent, PackageVersion subject) {
        ConsistentFacts.requireCounted(parent, subject);
        return Stream.concat(
                Stream.concat(absent(parent).stream(), absent(subject).stream()),
                refusals(new KnownVersion(parent, subject)));
    }

    /** The refusals of an active version of an active package. */
    Stream<Refusal> refusals(VersionFacts subject) {
        return Stream.<Supplier<Optional<Refusal>>>of(
                        () -> tooManyDownloads(subject.visibility(), subject::downloads),
                        () -> lastVersion(subject),
                        () -> lastTaggedVersion(subject))
                .flatMap(rule -> rule.get().stream());
    }

    /**
     * Everything that stands against the deletion of this version by this caller, and what gives the caller the role.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param parent the package of the version
     * @param now the time of the deletion
     * @throws IllegalArgumentException if the facts contradict each other
     */
    public Explanation explainVersion(
            Principal caller, Affiliation affiliation, Package parent, PackageVersion subject, Instant now) {
        return policy.explain(caller, Operation.DELETE_VERSION, parent, affiliation, now, objections(parent, subject));
    }

    /**
     * Decides on deletions of several versions together, in order: each decision sees the deletions before it, so that
     * of the last two versions only the first can be deleted.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param versions all versions of the package, active and deleted
     * @param ids the versions to delete, in this order
     * @param now the time of the deletions
     * @throws IllegalArgumentException if the versions do not fit the package: one belongs to another, two have one id
     *     or one name, or their counts are not those that the package states
     */
    public BatchDecision deleteVersions(
            Principal caller,
            Affiliation affiliation,
            Package parent,
            Collection<PackageVersion> versions,
            Collection<VersionId> ids,
            Instant now) {
        return policy.check(caller, Operation.DELETE_VERSION, parent, affiliation, now)
                .fold(
                        access -> deleteVersions(access, versions, ids, now),
                        refusal -> BatchDecision.refused(parent, ids, refusal));
    }

    /**
     * Decides on deletions of several versions by a caller who has access to the package, as {@link
     * #deleteVersions(Principal, Affiliation, Package, Collection, Collection, Instant)}.
     *
     * @throws IllegalArgumentException also if the access is for another operation
     */
    public BatchDecision deleteVersions(
            Access<Package> access, Collection<PackageVersion> versions, Collection<VersionId> ids, Instant now) {
        VersionsOfPackage batch = new VersionsOfPackage(access.subjectFor(Operation.DELETE_VERSION), versions);
        return BatchDecision.inOrder(batch, ids, State.ACTIVE, subject -> deleteNext(batch, subject, now));
    }

    private Outcome<Change.VersionDeleted> deleteNext(VersionsOfPackage batch, PackageVersion subject, Instant now) {
        Package parent = batch.now();
        return Outcome.unless(objection(parent, subject), () -> {
            batch.delete(subject, now);
            return new Change.VersionDeleted(parent, subject, now);
        });
    }

    /** A second deletion does not find the package. */
    private static Optional<Refusal> absent(Package subject) {
        return subject.state() == State.DELETED
                ? Optional.of(Refusal.of(Refusal.Reason.PACKAGE_NOT_FOUND))
                : Optional.empty();
    }

    private static Optional<Refusal> absent(PackageVersion subject) {
        return subject.state() == State.DELETED
                ? Optional.of(Refusal.of(Refusal.Reason.VERSION_NOT_FOUND))
                : Optional.empty();
    }

    /** The refusal of a public package or version. Asks for the downloads only if they matter. */
    Optional<Refusal> tooManyDownloads(Visibility visibility, Supplier<OptionalLong> downloads) {
        if (visibility != Visibility.PUBLIC) {
            return Optional.empty();
        }
        OptionalLong number = downloads.get();
        return number.orElse(0) > rules.downloadLimit()
                ? Optional.of(new Refusal.TooManyDownloads(number, rules.downloadLimit()))
                : Optional.empty();
    }

    private Optional<Refusal> lastVersion(VersionFacts subject) {
        return rules.lastVersionProtected() && isLast(subject.activeVersions())
                ? Optional.of(Refusal.of(Refusal.Reason.LAST_VERSION))
                : Optional.empty();
    }

    /** Applies to the container registry only, and only to a version with tags. */
    private Optional<Refusal> lastTaggedVersion(VersionFacts subject) {
        return rules.lastTaggedVersionProtected()
                        && subject.type() == PackageType.CONTAINER
                        && subject.tagged()
                        && isLast(subject.taggedVersions())
                ? Optional.of(Refusal.of(Refusal.Reason.LAST_TAGGED_VERSION))
                : Optional.empty();
    }

    private static boolean isLast(OptionalLong count) {
        return count.equals(OptionalLong.of(1));
    }
}
