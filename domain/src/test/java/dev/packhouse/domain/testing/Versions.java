package dev.packhouse.domain.testing;

import dev.packhouse.domain.lifecycle.PackageId;
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

    /** Number 836 of package 197, of this type: untagged and never downloaded. */
    public static PackageVersion of(PackageType type) {
        return PackageVersion.published(
                new VersionId(836), new PackageId(197), name(type), List.of(), OptionalLong.of(0), Packages.PUBLISHED);
    }

    /** A name for a version of this type. */
    public static VersionName name(PackageType type) {
        boolean digest = type == PackageType.CONTAINER || type == PackageType.DOCKER;
        return new VersionName(type, digest ? "sha256:" + "0123456789abcdef".repeat(4) : "1.2.3");
    }

    /** A copy with these tags. */
    public static PackageVersion tagged(PackageVersion subject, String... tags) {
        return subject.withTags(Stream.of(tags).map(Tag::new).toList());
    }

    /** A copy with this number of downloads. */
    public static PackageVersion downloaded(PackageVersion subject, long times) {
        return subject.withDownloads(OptionalLong.of(times));
    }

    /** A copy with an unknown number of downloads. */
    public static PackageVersion withoutDownloads(PackageVersion subject) {
        return subject.withDownloads(OptionalLong.empty());
    }

    /** A copy that was deleted by itself at this instant. */
    public static PackageVersion deleted(PackageVersion subject, Instant at) {
        return subject.withTombstone(Optional.of(Tombstone.at(at)));
    }
}
