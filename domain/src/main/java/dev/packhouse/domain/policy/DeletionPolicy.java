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
 * What may be deleted, and by whom.
 *
 * <p>Source: the operations "Delete a package for an organization" and "Delete package version for an organization", and
 * the messages that the service answers with. A fact that is not known objects to nothing: the registry that knows it
 * decides.
 */
public final class DeletionPolicy {

    /** The most downloads with which something public can still be deleted. */
    public static final long DOWNLOAD_LIMIT = 5_000;

    private final AccessPolicy access;

    /** The policy on top of an access policy. */
    public DeletionPolicy(AccessPolicy access) {
        this.access = requireNonNull(access, "access");
    }

    /**
     * May this caller delete this package?
     *
     * @param affiliation what the caller is to it
     * @param now when it would be deleted
     */
    public Outcome<Change.PackageDeleted> deletePackage(
            Principal caller, Affiliation affiliation, Package subject, Instant now) {
        return access.decide(caller, Operation.DELETE_PACKAGE, subject, affiliation)
                .or(() -> absent(subject))
                .or(() -> tooManyDownloads(subject, subject.versions().mostDownloads()))
                .<Outcome<Change.PackageDeleted>>map(Outcome::refused)
                .orElseGet(() -> Outcome.allowed(new Change.PackageDeleted(subject, now)));
    }

    /**
     * May this caller delete this version?
     *
     * @param affiliation what the caller is to the package
     * @param owner the package the version belongs to
     * @param now when it would be deleted
     */
    public Outcome<Change.VersionDeleted> deleteVersion(
            Principal caller, Affiliation affiliation, Package owner, PackageVersion subject, Instant now) {
        return access.decide(caller, Operation.DELETE_VERSION, owner, affiliation)
                .or(() -> absent(owner))
                .or(() -> absent(subject))
                .or(() -> tooManyDownloads(owner, subject.downloads()))
                .or(() -> lastVersion(owner))
                .or(() -> lastTaggedVersion(owner, subject))
                .<Outcome<Change.VersionDeleted>>map(Outcome::refused)
                .orElseGet(() -> Outcome.allowed(new Change.VersionDeleted(owner, subject, now)));
    }

    /** What is deleted already is gone: a second deletion finds nothing. */
    private static Optional<Refusal> absent(Package subject) {
        return subject.state() == State.DELETED ? Optional.of(new Refusal.PackageNotFound()) : Optional.empty();
    }

    private static Optional<Refusal> absent(PackageVersion subject) {
        return subject.state() == State.DELETED ? Optional.of(new Refusal.VersionNotFound()) : Optional.empty();
    }

    private static Optional<Refusal> tooManyDownloads(Package subject, OptionalLong downloads) {
        return subject.visibility() == Visibility.PUBLIC && downloads.orElse(0) > DOWNLOAD_LIMIT
                ? Optional.of(new Refusal.TooManyDownloads(downloads, DOWNLOAD_LIMIT))
                : Optional.empty();
    }

    private static Optional<Refusal> lastVersion(Package owner) {
        return owner.versions().active().equals(OptionalLong.of(1))
                ? Optional.of(new Refusal.LastVersion())
                : Optional.empty();
    }

    /** Only the container registry asks this, and only of a version with tags: untagged ones go freely. */
    private static Optional<Refusal> lastTaggedVersion(Package owner, PackageVersion subject) {
        return owner.namespace().type() == PackageType.CONTAINER
                        && !subject.tags().isEmpty()
                        && owner.versions().tagged().equals(OptionalLong.of(1))
                ? Optional.of(new Refusal.LastTaggedVersion())
                : Optional.empty();
    }
}
