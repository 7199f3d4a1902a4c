package dev.packhouse.domain.policy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A minimal store: applies the changes that the policies allow, and has no rules of its own. */
final class MinimalStore {

    private static final Namespace NAMESPACE = new Namespace(Accounts.OCTO_ORG, PackageType.CONTAINER);
    private static final Principal CALLER = Tokens.withAllScopes();
    private static final Affiliation OWNER = Affiliation.of(Membership.OWNER);

    private final DeletionPolicy deletion = new DeletionPolicy(Rules.GITHUB);
    private final RestorePolicy restore = new RestorePolicy(Rules.GITHUB);

    private final Map<Long, Package> packages = new TreeMap<>();
    private final Map<Long, PackageVersion> versions = new TreeMap<>();
    private long lastId;

    /** Adds a version to the active package of this name, or to a new one. Tags move to it. */
    void publish(PackageName name, VersionName version, Set<Tag> tags, Visibility visibility, Instant now) {
        long owner = holder(name).map(found -> found.id().value()).orElseGet(() -> add(name, visibility, now));
        if (versionHolder(owner, version).isPresent()) {
            return;
        }
        activeVersions(owner).forEach(other -> replace(other, other.withTags(keep(other, tag -> !tags.contains(tag)))));
        PackageVersion published = PackageVersion.published(
                new VersionId(++lastId), new PackageId(owner), version, List.copyOf(tags), OptionalLong.of(0), now);
        versions.put(published.id().value(), published);
    }

    private long add(PackageName name, Visibility visibility, Instant now) {
        PackageId id = new PackageId(++lastId);
        packages.put(id.value(), Package.published(id, NAMESPACE, name, visibility, VersionCounts.UNKNOWN, now));
        return id.value();
    }

    Outcome<Change.PackageDeleted> deletePackage(long id, Instant now) {
        Outcome<Change.PackageDeleted> outcome = deletion.deletePackage(CALLER, OWNER, find(id), now);
        if (outcome.refusal().isEmpty()) {
            setTombstone(id, Optional.of(Tombstone.at(now)));
            activeVersions(id)
                    .forEach(version -> replace(version, version.withTombstone(Optional.of(new Tombstone(now, true)))));
        }
        return outcome;
    }

    Outcome<Change.VersionDeleted> deleteVersion(long id, Instant now) {
        PackageVersion version = versions.get(id);
        Outcome<Change.VersionDeleted> outcome =
                deletion.deleteVersion(CALLER, OWNER, find(version.packageId().value()), version, now);
        if (outcome.refusal().isEmpty()) {
            replace(version, version.withTombstone(Optional.of(Tombstone.at(now))));
        }
        return outcome;
    }

    Outcome<Change.PackageRestored> restorePackage(long id, Instant now) {
        Package subject = find(id);
        Outcome<Change.PackageRestored> outcome = restore.restorePackage(
                CALLER,
                OWNER,
                new DeletedPackage.Known(subject),
                holder(subject.name()).map(found -> new RestorePolicy.NameHolder(found, OWNER)),
                now);
        if (outcome.refusal().isEmpty()) {
            setTombstone(id, Optional.empty());
            versionsOf(id).stream()
                    .filter(version -> version.tombstone()
                            .filter(Tombstone::deletedWithPackage)
                            .isPresent())
                    .forEach(version -> replace(version, version.withTombstone(Optional.empty())));
        }
        return outcome;
    }

    Outcome<Change.VersionRestored> restoreVersion(long id, Instant now) {
        PackageVersion version = versions.get(id);
        long owner = version.packageId().value();
        Set<Tag> moved = activeVersions(owner).stream()
                .flatMap(other -> other.tags().stream())
                .filter(version.tags()::contains)
                .collect(Collectors.toSet());
        Outcome<Change.VersionRestored> outcome = restore.restoreVersion(
                CALLER, OWNER, find(owner), version, versionHolder(owner, version.name()), moved, now);
        if (outcome instanceof Outcome.Allowed<Change.VersionRestored> allowed) {
            Set<Tag> lost = allowed.value().movedTags();
            replace(
                    version,
                    version.withTags(keep(version, tag -> !lost.contains(tag))).withTombstone(Optional.empty()));
        }
        return outcome;
    }

    /** Purges what can no longer be restored, and returns the ids of the purged versions. */
    Set<Long> purge(Instant now) {
        Predicate<Optional<Tombstone>> due =
                tombstone -> tombstone.isPresent() && now.isAfter(Rules.GITHUB.restorableUntil(tombstone.get()));
        packages.values().removeIf(subject -> due.test(subject.tombstone()));
        Set<Long> gone = versions.values().stream()
                .filter(version -> due.test(version.tombstone())
                        || !packages.containsKey(version.packageId().value()))
                .map(version -> version.id().value())
                .collect(Collectors.toSet());
        versions.keySet().removeAll(gone);
        return gone;
    }

    /** The package with the counts of its current versions. */
    Package find(long id) {
        List<PackageVersion> counted = packages.get(id).state() == State.ACTIVE ? activeVersions(id) : List.of();
        long tagged =
                counted.stream().filter(version -> !version.tags().isEmpty()).count();
        return packages.get(id).withVersions(VersionCounts.of(counted.size(), tagged, 0));
    }

    List<Package> all() {
        return packages.keySet().stream().map(this::find).toList();
    }

    Map<Long, PackageVersion> allVersions() {
        return versions;
    }

    List<PackageVersion> versionsOf(long id) {
        return versions.values().stream()
                .filter(version -> version.packageId().value() == id)
                .toList();
    }

    List<PackageVersion> activeVersions(long id) {
        return versionsOf(id).stream()
                .filter(version -> version.state() == State.ACTIVE)
                .toList();
    }

    private Optional<Package> holder(PackageName name) {
        return packages.values().stream()
                .filter(subject ->
                        subject.state() == State.ACTIVE && subject.name().equals(name))
                .findFirst();
    }

    private Optional<VersionId> versionHolder(long owner, VersionName name) {
        return activeVersions(owner).stream()
                .filter(version -> version.name().equals(name))
                .map(PackageVersion::id)
                .findFirst();
    }

    private void setTombstone(long id, Optional<Tombstone> tombstone) {
        packages.computeIfPresent(id, (key, subject) -> subject.withTombstone(tombstone));
    }

    private void replace(PackageVersion before, PackageVersion after) {
        versions.put(before.id().value(), after);
    }

    private static List<Tag> keep(PackageVersion version, Predicate<Tag> kept) {
        return version.tags().stream().filter(kept).toList();
    }
}
