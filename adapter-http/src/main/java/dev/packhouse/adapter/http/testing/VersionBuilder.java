package dev.packhouse.adapter.http.testing;

import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A version of a package of a {@link World}. It is active, unless that is changed. Used by one thread. */
public final class VersionBuilder {

    private final VersionName name;
    private OptionalLong id = OptionalLong.empty();
    private List<Tag> tags = List.of();
    private OptionalLong downloads = OptionalLong.empty();
    private Instant createdAt;
    private Optional<Instant> deletedAt = Optional.empty();
    private Optional<Manifest> manifest = Optional.empty();

    VersionBuilder(VersionName name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    /** Sets the number, which is assigned otherwise. */
    public VersionBuilder id(long number) {
        id = OptionalLong.of(number);
        return this;
    }

    /** Sets the tags, which only some types of packages have. */
    public VersionBuilder tags(String... names) {
        tags = Stream.of(names).map(Tag::new).toList();
        return this;
    }

    /** Sets how often the version was downloaded. */
    public VersionBuilder downloads(long number) {
        downloads = OptionalLong.of(number);
        return this;
    }

    /** Sets when the version was published. */
    public VersionBuilder createdAt(Instant instant) {
        createdAt = instant;
        return this;
    }

    /** Makes the version a deleted one. */
    public VersionBuilder deletedAt(Instant instant) {
        deletedAt = Optional.of(instant);
        return this;
    }

    /** Sets that its manifest is that of an image for one platform. */
    public VersionBuilder image() {
        return manifest(Kind.IMAGE, Optional.empty(), List.of());
    }

    /**
     * Sets that its manifest is an index.
     *
     * @param images the digests of the images that it lists
     */
    public VersionBuilder index(String... images) {
        Optional<String> image = Optional.of(Kind.IMAGE.defaultMediaType());
        List<Child> children = Stream.of(images)
                .map(digest -> new Child(new Digest(digest), image, Optional.empty()))
                .toList();
        return manifest(Kind.INDEX, Optional.empty(), children);
    }

    /** Sets that its manifest is that of an artifact of this type, such as a signature. */
    public VersionBuilder artifact(String type) {
        return manifest(Kind.ARTIFACT, Optional.of(type), List.of());
    }

    private VersionBuilder manifest(Kind kind, Optional<String> artifactType, List<Child> children) {
        return manifest(new Manifest(
                kind,
                kind.defaultMediaType(),
                artifactType,
                children,
                manifest.flatMap(Manifest::subject),
                OptionalLong.empty()));
    }

    /** Sets the digest of what its manifest refers to. It is an artifact, unless its kind is set too. */
    public VersionBuilder subject(String digest) {
        if (manifest.isEmpty()) {
            manifest(Kind.ARTIFACT, Optional.empty(), List.of());
        }
        manifest = manifest.map(old -> new Manifest(
                old.kind(),
                old.mediaType(),
                old.artifactType(),
                old.children(),
                Optional.of(new Digest(digest)),
                old.size()));
        return this;
    }

    /** Sets its manifest as a whole. Without any of these five, it is not known. */
    public VersionBuilder manifest(Manifest whole) {
        manifest = Optional.of(whole);
        return this;
    }

    VersionEntry entry() {
        return new VersionEntry(
                id,
                name,
                tags,
                downloads,
                Optional.empty(),
                Optional.empty(),
                createdAt,
                createdAt,
                deletedAt,
                manifest);
    }
}
