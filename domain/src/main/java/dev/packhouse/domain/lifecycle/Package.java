package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.naming.PackageName;
import java.time.Instant;
import java.util.Optional;

/**
 * A package, active or deleted. Holds counts of its versions instead of the versions: a package of 100,000 versions is
 * as small as a package of one version.
 *
 * @param id the number of the package
 * @param namespace its owner and type
 * @param name its name
 * @param visibility which callers may read it without a role
 * @param repository the repository it is linked to
 * @param inheritsAccess whether roles on the linked repository are roles on the package; without effect if no
 *     repository is linked, and in repository-scoped registries, where they always are
 * @param versions the facts about its versions that the rules need
 * @param createdAt when it was first published
 * @param updatedAt when it was last published to
 * @param tombstone present if it is deleted
 */
@SuppressWarnings("JavaLangClash") // the term of the field; the rules do not use java.lang.Package
public record Package(
        PackageId id,
        Namespace namespace,
        PackageName name,
        Visibility visibility,
        Optional<Repository> repository,
        boolean inheritsAccess,
        VersionCounts versions,
        Instant createdAt,
        Instant updatedAt,
        Optional<Tombstone> tombstone) {

    /**
     * Checks the package.
     *
     * @throws IllegalArgumentException if the name is of another type
     */
    public Package {
        requireNonNull(id, "id");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        requireNonNull(visibility, "visibility");
        requireNonNull(repository, "repository");
        requireNonNull(versions, "versions");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
        requireNonNull(tombstone, "tombstone");
        if (name.type() != namespace.type()) {
            throw new IllegalArgumentException("A %s package cannot have the %s name '%s'"
                    .formatted(namespace.type().label(), name.type().label(), name));
        }
    }

    /**
     * A package after its first publication: active, and not linked to a repository.
     *
     * @throws IllegalArgumentException if the name is of another type, or cannot be published
     */
    public static Package published(
            PackageId id,
            Namespace namespace,
            PackageName name,
            Visibility visibility,
            VersionCounts versions,
            Instant at) {
        name.grammarViolation().ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        return new Package(
                id, namespace, name, visibility, Optional.empty(), false, versions, at, at, Optional.empty());
    }

    /** This package with another visibility. */
    public Package withVisibility(Visibility other) {
        return new Package(
                id, namespace, name, other, repository, inheritsAccess, versions, createdAt, updatedAt, tombstone);
    }

    /**
     * This package linked to a repository.
     *
     * @param inherits whether roles on the repository are roles on the package
     */
    public Package linkedTo(Repository linked, boolean inherits) {
        return new Package(
                id,
                namespace,
                name,
                visibility,
                Optional.of(linked),
                inherits,
                versions,
                createdAt,
                updatedAt,
                tombstone);
    }

    /** This package with other counts of its versions. */
    public Package withVersions(VersionCounts counts) {
        return new Package(
                id, namespace, name, visibility, repository, inheritsAccess, counts, createdAt, updatedAt, tombstone);
    }

    /** This package deleted, or active if there is no tombstone. */
    public Package withTombstone(Optional<Tombstone> mark) {
        return new Package(
                id, namespace, name, visibility, repository, inheritsAccess, versions, createdAt, updatedAt, mark);
    }

    /** Whether the package is in use or deleted. */
    public State state() {
        return tombstone.isPresent() ? State.DELETED : State.ACTIVE;
    }
}
