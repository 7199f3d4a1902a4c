package dev.packhouse.domain.policy;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * All versions of one package while a batch is decided. Each step costs the same however many versions there are. Used by
 * one thread.
 */
final class VersionsOfPackage {

    private final Package subject;
    private final Map<VersionId, PackageVersion> byId = new HashMap<>();
    private final Map<VersionName, VersionId> activeNames = new HashMap<>();
    private final Map<Tag, VersionId> tagHolders = new HashMap<>();

    /** The numbers of downloads of active versions, each with the number of versions that have it. */
    private final TreeMap<Long, Integer> downloads = new TreeMap<>();

    private long active;
    private long tagged;
    private boolean downloadsKnown = true;

    /**
     * Takes the versions of a package.
     *
     * @throws IllegalArgumentException if two versions have one id, one belongs to another package, or the package has
     *     other counts than its versions
     */
    VersionsOfPackage(Package subject, Collection<PackageVersion> versions) {
        this.subject = subject;
        for (PackageVersion version : versions) {
            if (byId.put(version.id(), version) != null) {
                throw new IllegalArgumentException("Version %s is listed twice".formatted(version.id()));
            }
            ConsistentFacts.require(subject, version);
            if (version.state() == State.ACTIVE) {
                requireOwnName(version);
                add(version);
            }
        }
        if (subject.state() == State.ACTIVE) {
            requireCount("active", subject.versions().active(), active);
            requireCount("tagged", subject.versions().tagged(), tagged);
            requireMostDownloads();
        }
    }

    private void requireOwnName(PackageVersion version) {
        VersionId other = activeNames.get(version.name());
        if (other != null) {
            throw new IllegalArgumentException("Versions %s and %s are active, and have the name %s"
                    .formatted(other, version.id(), version.name()));
        }
    }

    private void requireCount(String what, OptionalLong stated, long counted) {
        if (stated.orElse(counted) != counted) {
            throw new IllegalArgumentException("Package %s has %s %s versions, but %s are listed"
                    .formatted(subject.id(), stated.getAsLong(), what, counted));
        }
    }

    private void requireMostDownloads() {
        OptionalLong stated = subject.versions().mostDownloads();
        if (stated.isPresent() && mostDownloads().isPresent() && !stated.equals(mostDownloads())) {
            throw new IllegalArgumentException(
                    "A version of package %s has %s downloads, but the listed ones have at most %s"
                            .formatted(
                                    subject.id(),
                                    stated.getAsLong(),
                                    mostDownloads().getAsLong()));
        }
    }

    /** The downloads of the version that has the most; empty if those of one version are unknown. */
    private OptionalLong mostDownloads() {
        return downloadsKnown ? OptionalLong.of(downloads.isEmpty() ? 0 : downloads.lastKey()) : OptionalLong.empty();
    }

    /** The package with the counts of its versions now. */
    Package now() {
        VersionCounts counts = subject.state() == State.ACTIVE
                ? new VersionCounts(OptionalLong.of(active), OptionalLong.of(tagged), mostDownloads())
                : subject.versions();
        return subject.withVersions(counts);
    }

    /** The version of this id; empty if there is none in this state. */
    Optional<PackageVersion> find(VersionId id, State state) {
        return Optional.ofNullable(byId.get(id)).filter(version -> version.state() == state);
    }

    /** The active version with this name. */
    Optional<VersionId> holder(VersionName name) {
        return Optional.ofNullable(activeNames.get(name));
    }

    /** The tags of a deleted version that active versions hold. */
    Set<Tag> movedTags(PackageVersion deleted) {
        return deleted.tags().stream().filter(tagHolders::containsKey).collect(toUnmodifiableSet());
    }

    /** Keeps the names and tags: only restores look them up, and no batch mixes them with deletions. */
    void delete(PackageVersion version, Instant at) {
        byId.put(version.id(), version.withTombstone(Optional.of(Tombstone.at(at))));
        active--;
        if (!version.tags().isEmpty()) {
            tagged--;
        }
        if (version.downloads().isPresent()) {
            downloads.merge(version.downloads().getAsLong(), 1, (count, one) -> count.equals(one) ? null : count - one);
        }
    }

    void restore(PackageVersion version, Set<Tag> moved) {
        List<Tag> tags =
                version.tags().stream().filter(tag -> !moved.contains(tag)).toList();
        PackageVersion restored = version.withTags(tags).withTombstone(Optional.empty());
        byId.put(version.id(), restored);
        add(restored);
    }

    private void add(PackageVersion version) {
        active++;
        activeNames.put(version.name(), version.id());
        version.tags().forEach(tag -> tagHolders.put(tag, version.id()));
        if (!version.tags().isEmpty()) {
            tagged++;
        }
        downloadsKnown &= version.downloads().isPresent();
        version.downloads().ifPresent(number -> downloads.merge(number, 1, Integer::sum));
    }
}
