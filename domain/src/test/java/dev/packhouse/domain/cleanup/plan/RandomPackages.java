package dev.packhouse.domain.cleanup.plan;

import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.testing.Packages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Packages of all types. Those of containers have nested indexes, shared children, duplicate and missing entries, images of
 * single platforms with tags, signatures by subject and by tag, orphans, circles, build caches and manifests that are not known.
 */
final class RandomPackages {

    private static final List<String> TAGS = List.of(
            "latest",
            "main",
            "v1",
            "1.2.3",
            "1.2.4",
            "2.0.0-rc.1",
            "2.0.0",
            "pr-1",
            "pr-2",
            "nightly-a-1",
            "nightly-a-2",
            "nightly-b-1",
            "v1-amd64");

    private static final Map<PackageType, List<String>> NAMES = Map.of(
            PackageType.NPM,
            List.of("1.0.0", "1.0.1", "1.1.0", "1.1.1-rc.1", "2.0.0-beta", "2.0.0", "10.0.0", "odd", "${revision}"),
            PackageType.NUGET,
            List.of("1.0.0", "1.0.0.1", "1.1.0", "1.1.0-Beta", "2.0.0", "2.1.0-rc", "odd"),
            PackageType.RUBYGEMS,
            List.of("1.0", "1.0-x86_64-linux", "1.1", "1.1.pre", "2.0", "2.0-java", "2.1.rc1", "10"),
            PackageType.MAVEN,
            List.of(
                    "1.0",
                    "1.0-SNAPSHOT",
                    "1.1-SNAPSHOT",
                    "1.1",
                    "2.0-alpha-1",
                    "2.0-SNAPSHOT",
                    "3.0-SNAPSHOT",
                    "odd"));

    private final Random random;

    RandomPackages(Random random) {
        this.random = random;
    }

    PackageContent next() {
        PackageType type = random.nextInt(5) < 3 ? PackageType.CONTAINER : pick(List.of(PackageType.values()));
        List<VersionWithManifest> versions = type.hasTags() ? images(type) : numbers(type);
        Package subject = Packages.of(Accounts.OCTO_ORG, type)
                .withVisibility(pick(List.of(Visibility.values())))
                .withVersions(VersionCounts.UNKNOWN);
        Set<VersionId> refused = versions.stream()
                .map(each -> each.version().id())
                .filter(id -> random.nextInt(20) == 0)
                .collect(Collectors.toSet());
        return content(subject, versions, refused);
    }

    /** A package of these versions, with its counts. */
    static PackageContent content(Package subject, List<VersionWithManifest> versions, Set<VersionId> refused) {
        long tagged = versions.stream()
                .filter(each -> !each.version().tags().isEmpty())
                .count();
        return new PackageContent(
                subject.withVersions(new VersionCounts(
                        OptionalLong.of(versions.size()), OptionalLong.of(tagged), OptionalLong.empty())),
                versions,
                refused);
    }

    private List<VersionWithManifest> numbers(PackageType type) {
        List<String> names = new ArrayList<>(NAMES.get(type));
        Collections.shuffle(names, random);
        return names.stream()
                .limit(random.nextInt(names.size() + 1))
                .map(name -> new VersionWithManifest(
                        version(type, name, List.of(), names.indexOf(name)), new ManifestFacts.Unknown("it has none")))
                .toList();
    }

    private List<VersionWithManifest> images(PackageType type) {
        int size = random.nextInt(13);
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, random);
        List<String> free = new ArrayList<>(TAGS);
        Collections.shuffle(free, random);
        boolean allRead = random.nextInt(3) > 0;
        List<VersionWithManifest> images = new ArrayList<>();
        for (int i : order) {
            ManifestFacts facts = !allRead && random.nextInt(5) == 0
                    ? new ManifestFacts.Unknown("it was not read")
                    : new ManifestFacts.Known(manifest(i, size));
            images.add(new VersionWithManifest(
                    version(type, digest(i).value(), tags(size, free), order.indexOf(i)), facts));
        }
        return images;
    }

    private List<Tag> tags(int size, List<String> free) {
        List<String> tags = new ArrayList<>();
        int own = Math.max(0, random.nextInt(5) - 2);
        for (int i = 0; i < own && !free.isEmpty(); i++) {
            tags.add(free.remove(0));
        }
        if (random.nextInt(8) == 0) {
            tags.add(digest(random.nextInt(size + 1)).value().replace(':', '-')
                    + pick(List.of("", ".sig", ".att", "-x", "x")));
        }
        return tags.stream().map(Tag::new).toList();
    }

    /** The digests from {@code size} on are those of missing versions. Most edges lead to later numbers, some in a circle. */
    private Manifest manifest(int number, int size) {
        Manifest.Kind kind = pick(List.of(Manifest.Kind.values()));
        List<Manifest.Child> children = kind != Manifest.Kind.INDEX
                ? List.of()
                : Stream.generate(() -> target(number, size))
                        .limit(random.nextInt(4))
                        .map(digest -> new Manifest.Child(
                                digest, Optional.of(Manifest.Kind.IMAGE.defaultMediaType()), Optional.empty()))
                        .toList();
        Optional<Digest> subject = random.nextInt(kind == Manifest.Kind.ARTIFACT ? 2 : 12) == 0
                ? Optional.of(target(number, size))
                : Optional.empty();
        return new Manifest(kind, kind.defaultMediaType(), Optional.empty(), children, subject, OptionalLong.empty());
    }

    private Digest target(int number, int size) {
        return random.nextInt(10) == 0
                ? digest(random.nextInt(size + 1))
                : digest(number + 1 + random.nextInt(Math.max(1, size - number)));
    }

    static Digest digest(int number) {
        return Cleanup.digest("version " + number);
    }

    private PackageVersion version(PackageType type, String name, List<Tag> tags, int position) {
        Instant created =
                Cleanup.NOW.minus(Duration.ofHours(pick(List.of(-30, 0, 1, 5, 24, 48, 200, 400, 900, 4000, 9000))));
        return new PackageVersion(
                new VersionId(1000 - position),
                new dev.packhouse.domain.lifecycle.PackageId(197),
                new VersionName(type, name),
                tags,
                pick(List.of(
                        OptionalLong.empty(),
                        OptionalLong.of(0),
                        OptionalLong.of(0),
                        OptionalLong.of(3),
                        OptionalLong.of(5_000),
                        OptionalLong.of(5_001))),
                Optional.empty(),
                Optional.empty(),
                created,
                created.plus(Duration.ofHours(random.nextInt(3) == 0 ? random.nextInt(300) : 0)),
                Optional.empty());
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
