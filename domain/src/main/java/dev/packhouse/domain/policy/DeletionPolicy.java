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

    private final AccessPolicy access;

    /** Creates the policy on top of an access policy. */
    public DeletionPolicy(AccessPolicy access) {
        this.access = requireNonNull(access, "access");
    }

    /**
     * Decides whether this caller may delete this package.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param now the time of the deletion
     */
    public Outcome<Change.PackageDeleted> deletePackage(
            Principal caller, Affiliation affiliation, Package subject, Instant now) {
        return access.decide(caller, Operation.DELETE_PACKAGE, subject, affiliation)
                .<Outcome<Change.PackageDeleted>>map(Outcome::refused)
                .orElseGet(() -> deletePackage(subject, now));
    }

    /**
     * Decides whether this package can be deleted, by a caller whose access {@link AccessPolicy} has checked.
     *
     * @param now the time of the deletion
     */
    public static Outcome<Change.PackageDeleted> deletePackage(Package subject, Instant now) {
        return absent(subject)
                .or(() -> tooManyDownloads(subject, subject.versions().mostDownloads()))
                .<Outcome<Change.PackageDeleted>>map(Outcome::refused)
                .orElseGet(() -> Outcome.allowed(new Change.PackageDeleted(subject, now)));
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
        return access.decide(caller, Operation.DELETE_VERSION, owner, affiliation)
                .<Outcome<Change.VersionDeleted>>map(Outcome::refused)
                .orElseGet(() -> deleteVersion(owner, subject, now));
    }

    /**
     * Decides whether this version can be deleted, by a caller whose access {@link AccessPolicy} has checked.
     *
     * @param owner the package of the version
     * @param now the time of the deletion
     */
    public static Outcome<Change.VersionDeleted> deleteVersion(Package owner, PackageVersion subject, Instant now) {
        return absent(owner)
                .or(() -> absent(subject))
                .or(() -> tooManyDownloads(owner, subject.downloads()))
                .or(() -> lastVersion(owner))
                .or(() -> lastTaggedVersion(owner, subject))
                .<Outcome<Change.VersionDeleted>>map(Outcome::refused)
                .orElseGet(() -> Outcome.allowed(new Change.VersionDeleted(owner, subject, now)));
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
