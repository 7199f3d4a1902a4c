package dev.packhouse.application.testing;

import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Manifests of the contract, which together have all that a manifest can have, and lack all that it can lack. */
public final class ManifestSeed {

    /** An image of which nothing but its size is known. */
    public static final Manifest IMAGE = new Manifest(
            Kind.IMAGE,
            Kind.IMAGE.defaultMediaType(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            OptionalLong.of(0));

    /** An artifact that refers to an image. */
    public static final Manifest ARTIFACT = new Manifest(
            Kind.ARTIFACT,
            "application/vnd.docker.distribution.manifest.v2+json",
            Optional.of("application/vnd.example \u2013 sbom"),
            List.of(),
            Optional.of(digest(3)),
            OptionalLong.of(Long.MAX_VALUE));

    /** An index with each kind of child, one of them twice, in no order of digests. */
    public static final Manifest INDEX = new Manifest(
            Kind.INDEX,
            "application/vnd.docker.distribution.manifest.list.v2+json",
            Optional.of("application/vnd.example"),
            List.of(
                    new Child(digest(30), Optional.of(Kind.IMAGE.defaultMediaType()), Optional.of("linux/arm64")),
                    new Child(digest(3), Optional.empty(), Optional.empty()),
                    new Child(digest(30), Optional.of(Kind.IMAGE.defaultMediaType()), Optional.of("linux/amd64")),
                    new Child(digest(3), Optional.empty(), Optional.empty()),
                    new Child(digest(5), Optional.of(Kind.INDEX.defaultMediaType()), Optional.of(""))),
            Optional.of(digest(4)),
            OptionalLong.empty());

    /** An index without children. */
    public static final Manifest EMPTY_INDEX = new Manifest(
            Kind.INDEX,
            Kind.INDEX.defaultMediaType(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            OptionalLong.empty());

    private ManifestSeed() {}

    /** The digest that is the name of the version with this number. */
    public static Digest digest(int number) {
        return new Digest(VersionSeed.name(PackageType.CONTAINER, number).value());
    }

    static VersionSeed version(PackageType type, int number, Manifest manifest) {
        return VersionSeed.of(type, number).manifest(manifest);
    }

    static Optional<Manifest> known(ManifestFacts facts) {
        return facts instanceof ManifestFacts.Known found ? Optional.of(found.manifest()) : Optional.empty();
    }
}
