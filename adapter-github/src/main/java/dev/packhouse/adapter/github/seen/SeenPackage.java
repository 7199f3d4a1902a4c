package dev.packhouse.adapter.github.seen;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What GitHub has shown of one package. Safe for many threads. */
final class SeenPackage {

    /** The most versions that are kept of a package. Of a package with more, the tagged versions are not counted. */
    static final int MAX_VERSIONS = 100;

    private final Map<VersionId, PackageVersion> versions = new HashMap<>();
    private Package subject;
    private OptionalLong active;

    SeenPackage(Package subject) {
        this.subject = subject;
        this.active = subject.versions().active();
    }

    /** Adds a newer response. One without a count, as in a list of packages, leaves the count as it is. */
    synchronized void add(Package newer) {
        subject = newer;
        if (newer.versions().active().isPresent()) {
            active = newer.versions().active();
        }
    }

    /** Adds a page of versions. */
    synchronized void add(List<PackageVersion> page) {
        for (PackageVersion version : page) {
            if (versions.size() < MAX_VERSIONS || versions.containsKey(version.id())) {
                versions.put(version.id(), version);
            }
        }
    }

    /** Replaces the active versions by a page that has all of them. */
    synchronized void addAll(List<PackageVersion> whole) {
        versions.values().removeIf(version -> version.state() == State.ACTIVE);
        add(whole);
        active = OptionalLong.of(whole.size());
    }

    /** Applies the deletion of a version. */
    synchronized void delete(VersionId id, Instant at) {
        versions.computeIfPresent(id, (same, version) -> version.withTombstone(Optional.of(Tombstone.at(at))));
        change(-1);
    }

    /** Applies the restore of a version. */
    synchronized void restore(VersionId id) {
        versions.computeIfPresent(id, (same, version) -> version.withTombstone(Optional.empty()));
        change(1);
    }

    private void change(long difference) {
        active = active.isPresent()
                ? OptionalLong.of(Math.max(0, active.getAsLong() + difference))
                : OptionalLong.empty();
    }

    /** Returns the version in this state; empty if it was not seen, or in another state. */
    synchronized Optional<PackageVersion> version(VersionId id, State state) {
        return Optional.ofNullable(versions.get(id)).filter(version -> version.state() == state);
    }

    /**
     * Returns the package with the counts that are known. The tagged versions are counted only if all active versions
     * were seen. Counts are unknown if more active versions were seen than there should be: the responses were of
     * different times.
     */
    synchronized Package subject() {
        long seen = versions.values().stream()
                .filter(version -> version.state() == State.ACTIVE)
                .count();
        if (active.isEmpty() || seen > active.getAsLong()) {
            return subject.withVersions(VersionCounts.UNKNOWN);
        }
        OptionalLong tagged = seen < active.getAsLong() ? OptionalLong.empty() : OptionalLong.of(tagged());
        return subject.withVersions(new VersionCounts(active, tagged, OptionalLong.empty()));
    }

    private long tagged() {
        return versions.values().stream()
                .filter(version ->
                        version.state() == State.ACTIVE && !version.tags().isEmpty())
                .count();
    }
}
