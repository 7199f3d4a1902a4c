package dev.packhouse.application.testing;

import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Writes down a version, naming only what matters: no tags, no downloads, no licence, no description. */
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

    private VersionSeed(OptionalLong id, VersionName name) {
        this.id = id;
        this.name = name;
    }

    /** The version of this number, and with the {@linkplain #name name} of this number. */
    public static VersionSeed of(PackageType type, int number) {
        return of(number, name(type, number));
    }

    /** A version with this number. */
    public static VersionSeed of(long id, VersionName name) {
        return new VersionSeed(OptionalLong.of(id), name);
    }

    /** A version whose number is left to the backend. */
    public static VersionSeed of(VersionName name) {
        return new VersionSeed(OptionalLong.empty(), name);
    }

    /** One of many names for versions of a type. */
    public static VersionName name(PackageType type, int number) {
        return new VersionName(
                type,
                switch (type) {
                    case CONTAINER, DOCKER -> "sha256:%064x".formatted(number);
                    case NPM, MAVEN, RUBYGEMS, NUGET -> "1.0." + number;
                });
    }

    /** The tags that point to it. */
    public VersionSeed tagged(String... names) {
        tags = Stream.of(names).map(Tag::new).toList();
        return this;
    }

    /** How often it was downloaded. */
    public VersionSeed downloads(long count) {
        downloads = OptionalLong.of(count);
        return this;
    }

    /** Nobody knows how often it was downloaded. */
    public VersionSeed unknownDownloads() {
        downloads = OptionalLong.empty();
        return this;
    }

    /** Its licence and its description. */
    public VersionSeed about(String newLicense, String newDescription) {
        license = Optional.of(newLicense);
        description = Optional.of(newDescription);
        return this;
    }

    /** When it was published, and not changed since. */
    public VersionSeed created(Instant instant) {
        return created(instant, instant);
    }

    /** When it was published, and when it was last changed. */
    public VersionSeed created(Instant created, Instant updated) {
        createdAt = created;
        updatedAt = updated;
        return this;
    }

    /** When it was deleted by itself. */
    public VersionSeed deleted(Instant instant) {
        deletedAt = Optional.of(instant);
        return this;
    }

    /** What was written down. */
    public VersionEntry entry() {
        return new VersionEntry(id, name, tags, downloads, license, description, createdAt, updatedAt, deletedAt);
    }
}
