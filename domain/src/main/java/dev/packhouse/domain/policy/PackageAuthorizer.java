package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists what stands against a deletion or restoration, from only the facts that the rules use. For services with a model
 * of packages of their own; {@link DeletionPolicy} and {@link RestorePolicy} decide by the same rules on the values of
 * this library, and also compute the role of a caller.
 *
 * <p>Each list is in the order of GitHub's checks, and is empty if the change is allowed. Its first entry is the reason
 * of GitHub's refusal. A null is a {@link NullPointerException}.
 */
public final class PackageAuthorizer {

    private final AccessPolicy access;
    private final DeletionPolicy deletion;
    private final RestorePolicy restoration;

    /** Creates an authorizer for these rules. */
    public PackageAuthorizer(Rules rules) {
        this.access = new AccessPolicy(rules);
        this.deletion = new DeletionPolicy(rules);
        this.restoration = new RestorePolicy(rules);
    }

    /**
     * What stands against the deletion of an active version.
     *
     * @param now the time of the deletion
     * @throws IllegalArgumentException if a number is negative, or a count does not include the version
     */
    public List<Objection> deleteVersion(CallerFacts caller, VersionFacts version, Instant now) {
        VersionFacts checked = new CheckedVersion(version);
        return objections(
                accessRefusals(
                        caller,
                        Operation.DELETE_VERSION,
                        checked.type(),
                        checked.packageId(),
                        checked.visibility(),
                        now),
                deletion.refusals(checked));
    }

    /**
     * What stands against the deletion of an active package.
     *
     * @param now the time of the deletion
     * @throws IllegalArgumentException if the number of downloads is negative
     */
    public List<Objection> deletePackage(CallerFacts caller, PackageFacts subject, Instant now) {
        return objections(
                accessRefusals(
                        caller,
                        Operation.DELETE_PACKAGE,
                        subject.type(),
                        subject.packageId(),
                        subject.visibility(),
                        now),
                deletion
                        .tooManyDownloads(
                                subject.visibility(),
                                () -> CheckedVersion.atLeast(0, "mostDownloads", subject.mostDownloads()))
                        .stream());
    }

    /**
     * What stands against the restore of a deleted version of an active package.
     *
     * @param parent the package
     * @param visibility the visibility of the package
     * @param deletedAt when the version was deleted; a time after now counts as now
     * @param holder the active version of the package that has the name now
     * @param now the time of the restore
     */
    public List<Objection> restoreVersion(
            CallerFacts caller,
            PackageId parent,
            Visibility visibility,
            VersionName name,
            Instant deletedAt,
            Optional<VersionId> holder,
            Instant now) {
        return objections(
                accessRefusals(caller, Operation.RESTORE_VERSION, name.type(), parent, visibility, now),
                Stream.concat(
                        restoration.windowClosed(Tombstone.at(deletedAt), now).stream(),
                        holder.map(id -> new Refusal.VersionNameTaken(name, id)).stream()));
    }

    /**
     * What stands against the restore of a deleted package.
     *
     * @param visibility the visibility of the package
     * @param deletedAt when it was deleted; a time after now counts as now
     * @param holder the active package that has the name now
     * @param now the time of the restore
     * @throws IllegalArgumentException if the holder is the package itself
     */
    public List<Objection> restorePackage(
            CallerFacts caller,
            PackageId subject,
            Visibility visibility,
            PackageName name,
            Instant deletedAt,
            Optional<PackageId> holder,
            Instant now) {
        if (holder.equals(Optional.of(subject))) {
            throw new IllegalArgumentException(
                    "Package %s is deleted, and cannot hold the name %s".formatted(subject, name));
        }
        return objections(
                accessRefusals(caller, Operation.RESTORE_PACKAGE, name.type(), subject, visibility, now),
                Stream.concat(
                        restoration.windowClosed(Tombstone.at(deletedAt), now).stream(),
                        holder.map(id -> new Refusal.NameTaken(name, Optional.of(id))).stream()));
    }

    private Stream<Refusal> accessRefusals(
            CallerFacts caller,
            Operation operation,
            PackageType type,
            PackageId id,
            Visibility visibility,
            Instant now) {
        requireNonNull(id, "packageId");
        requireNonNull(type, "type");
        requireNonNull(visibility, "visibility");
        requireNonNull(now, "now");
        boolean expired = caller.expiresAt().filter(end -> !now.isBefore(end)).isPresent();
        Role role = caller.role() == Role.NONE && visibility == Visibility.PUBLIC ? Role.READ : caller.role();
        return Stream.of(
                        expired ? Optional.of(Refusal.of(Refusal.Reason.BAD_CREDENTIALS)) : Optional.<Refusal>empty(),
                        access.missingScopes(caller.scopes(), operation, Optional.of(type)),
                        caller.missingSso().<Refusal>map(Refusal.SsoRequired::new),
                        role.includes(operation.requiredRole())
                                ? Optional.<Refusal>empty()
                                : Optional.of(AccessPolicy.lack(id, role)))
                .flatMap(Optional::stream);
    }

    private static List<Objection> objections(Stream<Refusal> byAccess, Stream<? extends Refusal> byRules) {
        return Stream.concat(byAccess, byRules).map(Objection::of).toList();
    }
}
