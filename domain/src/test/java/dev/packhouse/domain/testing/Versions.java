package dev.packhouse.domain.testing;

import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Package versions: a default one, and copies with one changed property. */
public final class Versions {

    private Versions() {}

    /** Number 836 of a package of this type: untagged and never downloaded. */
    public static PackageVersion of(PackageType type) {
        return PackageVersion.published(
                new VersionId(836), name(type), List.of(), OptionalLong.of(0), Packages.PUBLISHED);
    }

    /** A name for a version of this type. */
    public static VersionName name(PackageType type) {
        boolean digest = type == PackageType.CONTAINER || type == PackageType.DOCKER;
        return new VersionName(type, digest ? "sha256:" + "0123456789abcdef".repeat(4) : "1.2.3");
    }

    /** A copy with these tags. */
    public static PackageVersion tagged(PackageVersion subject, String... tags) {
        return copy(subject, Stream.of(tags).map(Tag::new).toList(), subject.downloads(), subject.tombstone());
    }

    /** A copy with this number of downloads. */
    public static PackageVersion downloaded(PackageVersion subject, long times) {
        return copy(subject, subject.tags(), OptionalLong.of(times), subject.tombstone());
    }

    /** A copy with an unknown number of downloads. */
    public static PackageVersion withoutDownloads(PackageVersion subject) {
        return copy(subject, subject.tags(), OptionalLong.empty(), subject.tombstone());
    }

    /** A copy that was deleted by itself at this instant. */
    public static PackageVersion deleted(PackageVersion subject, Instant at) {
        return copy(subject, subject.tags(), subject.downloads(), Optional.of(Tombstone.at(at)));
    }

    private static PackageVersion copy(
            PackageVersion subject, List<Tag> tags, OptionalLong downloads, Optional<Tombstone> tombstone) {
        return new PackageVersion(
                subject.id(),
                subject.name(),
                tags,
                downloads,
                subject.license(),
                subject.description(),
                subject.createdAt(),
                subject.updatedAt(),
                tombstone);
    }
}
