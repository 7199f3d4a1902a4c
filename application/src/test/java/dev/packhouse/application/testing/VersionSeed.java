package dev.packhouse.application.testing;

import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Builds a version. By default it has no tags, no downloads, no licence, no description and no manifest. */
public final class VersionSeed {

    private final OptionalLong id;
    private final VersionName name;
    private List<Tag> tags = List.of();
    private OptionalLong downloads = OptionalLong.of(0);
    private Optional<String> license = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Instant createdAt = Seed.CREATED;
    private Instant updatedAt = Seed.CREATED;
    private Optional<Instant> deletedAt = Optional.empty();
    private Optional<Manifest> manifest = Optional.empty();

    private VersionSeed(OptionalLong id, VersionName name) {
        this.id = id;
        this.name = name;
    }

    /** A version with this number, and the {@linkplain #name name} for this number. */
    public static VersionSeed of(PackageType type, int number) {
        return of(number, name(type, number));
    }

    /** A version with this number and name. */
    public static VersionSeed of(PackageType type, long id, String name) {
        return of(id, new VersionName(type, name));
    }

    /** A version with this number. */
    public static VersionSeed of(long id, VersionName name) {
        return new VersionSeed(OptionalLong.of(id), name);
    }

    /** A version without a number; the backend assigns it. */
    public static VersionSeed of(VersionName name) {
        return new VersionSeed(OptionalLong.empty(), name);
    }

    /** A name for a version of a type, different for each number. */
    public static VersionName name(PackageType type, int number) {
        return new VersionName(
                type,
                switch (type) {
                    case CONTAINER, DOCKER -> "sha256:%064x".formatted(number);
                    case NPM, MAVEN, RUBYGEMS, NUGET -> "1.0." + number;
                });
    }

    /** Sets the tags that point to it. */
    public VersionSeed tagged(String... names) {
        tags = Stream.of(names).map(Tag::new).toList();
        return this;
    }

    /** Sets the number of downloads. */
    public VersionSeed downloads(long count) {
        downloads = OptionalLong.of(count);
        return this;
    }

    /** Sets the number of downloads to unknown. */
    public VersionSeed unknownDownloads() {
        downloads = OptionalLong.empty();
        return this;
    }

    /** Sets its licence. */
    public VersionSeed license(String newLicense) {
        license = Optional.of(newLicense);
        return this;
    }

    /** Sets its description. */
    public VersionSeed description(String newDescription) {
        description = Optional.of(newDescription);
        return this;
    }

    /** Sets the time of its publication, with no later change. */
    public VersionSeed created(Instant instant) {
        return created(instant, instant);
    }

    /** Sets the times of its publication and of its last change. */
    public VersionSeed created(Instant created, Instant updated) {
        createdAt = created;
        updatedAt = updated;
        return this;
    }

    /** Sets the time at which it was deleted by itself. */
    public VersionSeed deleted(Instant instant) {
        deletedAt = Optional.of(instant);
        return this;
    }

    /** Sets its manifest. */
    public VersionSeed manifest(Manifest newManifest) {
        manifest = Optional.of(newManifest);
        return this;
    }

    /** The resulting entry. */
    public VersionEntry entry() {
        return new VersionEntry(
                id, name, tags, downloads, license, description, createdAt, updatedAt, deletedAt, manifest);
    }
}
