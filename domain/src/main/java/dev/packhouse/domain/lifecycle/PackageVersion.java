package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One version of a package, active or deleted.
 *
 * @param id the number of the version
 * @param packageId the number of the package it belongs to
 * @param name its name
 * @param tags the tags that point to it; a deleted version keeps its tags, and gets them back on restore
 * @param downloads the number of downloads; empty if the backend does not hold it, as with a live registry
 * @param license the licence it was published under
 * @param description a sentence about it
 * @param createdAt when it was published
 * @param updatedAt when it was last changed
 * @param tombstone present if it is deleted
 */
public record PackageVersion(
        VersionId id,
        PackageId packageId,
        VersionName name,
        List<Tag> tags,
        OptionalLong downloads,
        Optional<String> license,
        Optional<String> description,
        Instant createdAt,
        Instant updatedAt,
        Optional<Tombstone> tombstone) {

    /**
     * Checks the version.
     *
     * @throws IllegalArgumentException if the number of downloads is negative
     */
    public PackageVersion {
        requireNonNull(id, "id");
        requireNonNull(packageId, "packageId");
        requireNonNull(name, "name");
        tags = List.copyOf(tags);
        requireNonNull(license, "license");
        requireNonNull(description, "description");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
        requireNonNull(tombstone, "tombstone");
        if (downloads.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "Version %s cannot have %s downloads".formatted(id, downloads.getAsLong()));
        }
    }

    /**
     * A version after its publication: active, without a licence or a description.
     *
     * @throws IllegalArgumentException if the name cannot be published, or the number of downloads is negative
     */
    public static PackageVersion published(
            VersionId id, PackageId packageId, VersionName name, List<Tag> tags, OptionalLong downloads, Instant at) {
        name.grammarViolation().ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        return new PackageVersion(
                id, packageId, name, tags, downloads, Optional.empty(), Optional.empty(), at, at, Optional.empty());
    }

    /** This version with other tags. */
    public PackageVersion withTags(List<Tag> others) {
        return new PackageVersion(
                id, packageId, name, others, downloads, license, description, createdAt, updatedAt, tombstone);
    }

    /** This version with another number of downloads; empty if it is unknown. */
    public PackageVersion withDownloads(OptionalLong number) {
        return new PackageVersion(
                id, packageId, name, tags, number, license, description, createdAt, updatedAt, tombstone);
    }

    /** This version deleted, or active if there is no tombstone. */
    public PackageVersion withTombstone(Optional<Tombstone> mark) {
        return new PackageVersion(
                id, packageId, name, tags, downloads, license, description, createdAt, updatedAt, mark);
    }

    /** Whether the version is in use or deleted. */
    public State state() {
        return tombstone.isPresent() ? State.DELETED : State.ACTIVE;
    }
}
