package dev.packhouse.application.testing;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Rules;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The packages of an {@link InMemoryBackend}, for one caller. Searches all entries on every call. */
final class InMemoryPackages implements Packages {

    private static final Comparator<PackageVersion> NEWEST_FIRST = comparing(PackageVersion::createdAt)
            .thenComparing(version -> version.id().value())
            .reversed();

    private final StoredState contents;
    private final EntryResolver resolver;
    private final AccessPolicy access;
    private final Optional<Principal> caller;

    InMemoryPackages(StoredState contents, EntryResolver resolver, Rules rules, Optional<Principal> caller) {
        this.contents = contents;
        this.resolver = resolver;
        this.access = new AccessPolicy(rules);
        this.caller = caller;
    }

    @Override
    public Optional<Located<WithSource<Package>>> active(Namespace namespace, PackageName name) {
        return named(namespace, name, State.ACTIVE)
                .findFirst()
                .map(located -> new Located<>(WithSource.of(located.subject()), located.affiliation()));
    }

    @Override
    public Optional<Located<DeletedPackage>> lastDeleted(Namespace namespace, PackageName name) {
        Comparator<Located<Package>> byDeletion = comparing(located -> deletedAt(located.subject()));
        return named(namespace, name, State.DELETED)
                .max(byDeletion.thenComparing(located -> located.subject().id().value()))
                .map(InMemoryPackages::deleted);
    }

    @Override
    public Optional<Located<DeletedPackage>> deleted(Namespace namespace, PackageName name, PackageId id) {
        return named(namespace, name, State.DELETED)
                .filter(located -> located.subject().id().equals(id))
                .findFirst()
                .map(InMemoryPackages::deleted);
    }

    private static Located<DeletedPackage> deleted(Located<Package> located) {
        return new Located<>(new DeletedPackage.Known(located.subject()), located.affiliation());
    }

    private static Instant deletedAt(Package subject) {
        return subject.tombstone().orElseThrow().deletedAt();
    }

    @Override
    public Page<WithSource<Package>> list(PackageQuery query) {
        Role needed = AccessPolicy.roleToSee(query.state());
        return page(
                in(query.namespace(), query.state())
                        .filter(located ->
                                query.visibilities().contains(located.subject().visibility()))
                        .filter(located -> isSince(located.subject().tombstone(), query.deletedSince()))
                        .filter(located -> allows(located, needed))
                        .map(Located::subject)
                        .toList(),
                query.page());
    }

    private static boolean isSince(Optional<Tombstone> tombstone, Instant since) {
        return tombstone.isEmpty() || !tombstone.get().deletedAt().isBefore(since);
    }

    private boolean allows(Located<Package> located, Role needed) {
        return access.roleOn(located.subject(), located.affiliation())
                .orElseThrow()
                .includes(needed);
    }

    private static <T> Page<WithSource<T>> page(List<T> all, PageRequest request) {
        return new Page<>(
                all.stream()
                        .skip(request.offset())
                        .limit(request.size())
                        .map(WithSource::of)
                        .toList(),
                request.lastPageOf(all.size()));
    }

    @Override
    public List<WithSource<Package>> dockerConflicts(Account owner) {
        return contents.packages().stream()
                .filter(PackageEntry::dockerMigrationConflict)
                .filter(entry -> entry.deletedAt().isEmpty())
                .filter(entry -> entry.owner().equals(owner.login()))
                .map(this::located)
                .filter(located -> allows(located, Role.READ))
                .map(located -> WithSource.of(located.subject()))
                .toList();
    }

    @Override
    public Optional<WithSource<PackageVersion>> version(Package parent, VersionId id, State state) {
        return versions(parent)
                .filter(version -> version.id().equals(id) && version.state() == state)
                .findFirst()
                .map(WithSource::of);
    }

    @Override
    public Optional<VersionId> activeVersion(Package parent, VersionName name) {
        return activeVersions(parent)
                .filter(version -> version.name().equals(name))
                .findFirst()
                .map(PackageVersion::id);
    }

    @Override
    public Set<Tag> movedTags(Package parent, PackageVersion deleted) {
        return activeVersions(parent)
                .flatMap(version -> version.tags().stream())
                .filter(deleted.tags()::contains)
                .collect(toUnmodifiableSet());
    }

    @Override
    public Page<WithSource<PackageVersion>> versions(VersionQuery query) {
        return page(
                versions(query.parent())
                        .filter(version -> version.state() == query.state())
                        .filter(version -> isSince(version.tombstone(), query.deletedSince()))
                        .sorted(NEWEST_FIRST)
                        .toList(),
                query.page());
    }

    private Stream<PackageVersion> activeVersions(Package parent) {
        return versions(parent).filter(version -> version.state() == State.ACTIVE);
    }

    private Stream<PackageVersion> versions(Package parent) {
        return contents.packages().stream()
                .filter(entry -> entry.id().orElseThrow() == parent.id().value())
                .flatMap(entry -> entry.versions().stream().map(version -> version(entry, version)));
    }

    private Stream<Located<Package>> named(Namespace namespace, PackageName name, State state) {
        return in(namespace, state).filter(located -> located.subject().name().equals(name));
    }

    /** Every package of a namespace in a state, by ascending id. */
    private Stream<Located<Package>> in(Namespace namespace, State state) {
        return contents.packages().stream()
                .filter(entry -> entry.owner().equals(namespace.owner().login())
                        && entry.name().type() == namespace.type()
                        && entry.deletedAt().isPresent() == (state == State.DELETED))
                .map(this::located);
    }

    private Located<Package> located(PackageEntry entry) {
        Package subject = new Package(
                new PackageId(entry.id().orElseThrow()),
                new Namespace(resolver.account(entry.owner()), entry.name().type()),
                entry.name(),
                entry.visibility(),
                entry.repository().map(resolver::repository),
                entry.inheritsAccess(),
                counts(entry.versions()),
                entry.createdAt(),
                entry.updatedAt(),
                entry.deletedAt().map(Tombstone::at));
        return new Located<>(subject, resolver.affiliation(caller, entry));
    }

    /** Counts the versions that are active, or are restored with the package. */
    private static VersionCounts counts(List<VersionEntry> versions) {
        List<VersionEntry> counted = versions.stream().filter(Entries::active).toList();
        return VersionCounts.of(
                counted.size(),
                counted.stream().filter(version -> !version.tags().isEmpty()).count(),
                counted.stream()
                        .map(VersionEntry::downloads)
                        .flatMapToLong(OptionalLong::stream)
                        .max()
                        .orElse(0));
    }

    private static PackageVersion version(PackageEntry parent, VersionEntry entry) {
        return new PackageVersion(
                new VersionId(entry.id().orElseThrow()),
                new PackageId(parent.id().orElseThrow()),
                entry.name(),
                entry.tags(),
                entry.downloads(),
                entry.license(),
                entry.description(),
                entry.createdAt(),
                entry.updatedAt(),
                entry.deletedAt()
                        .map(Tombstone::at)
                        .or(() -> parent.deletedAt().map(instant -> new Tombstone(instant, true))));
    }
}
