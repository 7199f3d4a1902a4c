package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides on deletions of packages and versions.
 *
 * <p>Source: the operations "Delete a package for an organization" and "Delete package version for an organization",
 * and the messages of the service. A fact that the backend does not hold never causes a refusal: the registry that
 * holds it decides.
 */
public final class DeletionPolicy {

    /** The highest number of downloads with which a public package or version can be deleted. */
    public static final long DOWNLOAD_LIMIT = 5_000;

    private final AccessPolicy policy;

    /** Creates the policy on top of an access policy. */
    public DeletionPolicy(AccessPolicy access) {
        this.policy = requireNonNull(access, "access");
    }

    /**
     * Decides whether this caller may delete this package.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param now the time of the deletion
     */
    public Outcome<Change.PackageDeleted> deletePackage(
            Principal caller, Affiliation affiliation, Package subject, Instant now) {
        return policy.check(caller, Operation.DELETE_PACKAGE, subject, affiliation)
                .flatMap(access -> deletePackage(access, now));
    }

    /**
     * Decides whether a caller who has access may delete the package.
     *
     * @param now the time of the deletion
     * @throws IllegalArgumentException if the access is for another operation
     */
    public static Outcome<Change.PackageDeleted> deletePackage(Access<Package> access, Instant now) {
        Package subject = access.subjectFor(Operation.DELETE_PACKAGE);
        return Outcome.unless(objection(subject), () -> new Change.PackageDeleted(subject, now));
    }

    /** The rule that forbids to delete this package, for every caller; empty if there is none. */
    public static Optional<Refusal> objection(Package subject) {
        return absent(subject)
                .or(() -> tooManyDownloads(subject, subject.versions().mostDownloads()));
    }

    /**
     * Decides whether this caller may delete this version.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param owner the package of the version
     * @param now the time of the deletion
     */
    public Outcome<Change.VersionDeleted> deleteVersion(
            Principal caller, Affiliation affiliation, Package owner, PackageVersion subject, Instant now) {
        return policy.check(caller, Operation.DELETE_VERSION, owner, affiliation)
                .flatMap(access -> deleteVersion(access, subject, now));
    }

    /**
     * Decides whether a caller who has access to the package may delete this version of it.
     *
     * @param now the time of the deletion
     * @throws IllegalArgumentException if the access is for another operation
     */
    public static Outcome<Change.VersionDeleted> deleteVersion(
            Access<Package> access, PackageVersion subject, Instant now) {
        Package owner = access.subjectFor(Operation.DELETE_VERSION);
        return Outcome.unless(objection(owner, subject), () -> new Change.VersionDeleted(owner, subject, now));
    }

    /**
     * The rule that forbids to delete this version, for every caller; empty if there is none.
     *
     * @param owner the package of the version
     */
    public static Optional<Refusal> objection(Package owner, PackageVersion subject) {
        return absent(owner)
                .or(() -> absent(subject))
                .or(() -> tooManyDownloads(owner, subject.downloads()))
                .or(() -> lastVersion(owner))
                .or(() -> lastTaggedVersion(owner, subject));
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

    private static Optional<Refusal> tooManyDownloads(Package subject, OptionalLong downloads) {
        return subject.visibility() == Visibility.PUBLIC && downloads.orElse(0) > DOWNLOAD_LIMIT
                ? Optional.of(new Refusal.TooManyDownloads(downloads, DOWNLOAD_LIMIT))
                : Optional.empty();
    }

    private static Optional<Refusal> lastVersion(Package owner) {
        return owner.versions().active().equals(OptionalLong.of(1))
                ? Optional.of(Refusal.of(Refusal.Reason.LAST_VERSION))
                : Optional.empty();
    }

    /** Applies to the container registry only, and only to a version with tags. */
    private static Optional<Refusal> lastTaggedVersion(Package owner, PackageVersion subject) {
        return owner.namespace().type() == PackageType.CONTAINER
                        && !subject.tags().isEmpty()
                        && owner.versions().tagged().equals(OptionalLong.of(1))
                ? Optional.of(Refusal.of(Refusal.Reason.LAST_TAGGED_VERSION))
                : Optional.empty();
    }
}
