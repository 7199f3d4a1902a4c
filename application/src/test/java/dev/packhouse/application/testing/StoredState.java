package dev.packhouse.application.testing;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.StateMerge;
import dev.packhouse.application.state.StateValidation;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The contents of an {@link InMemoryBackend}: entries of a {@link RegistryState}, each with its number. Only the
 * private copy of a unit of work is changed.
 */
final class StoredState implements ExistingState {

    private final SortedMap<Long, UserEntry> users = new TreeMap<>();
    private final SortedMap<Long, OrganizationEntry> organizations = new TreeMap<>();
    private final SortedMap<Long, RepositoryEntry> repositories = new TreeMap<>();
    private final SortedMap<Long, PackageEntry> packages = new TreeMap<>();
    private final SortedMap<Long, TokenEntry> tokens = new TreeMap<>();
    private final List<StoredAuditEntry> auditTrail = new ArrayList<>();
    private long lastAuditId;
    private final UsedIds accountIds = new UsedIds();
    private final UsedIds repositoryIds = new UsedIds();
    private final UsedIds packageIds = new UsedIds();
    private final UsedIds versionIds = new UsedIds();
    private final UsedIds tokenIds = new UsedIds();

    /** Empty contents. */
    StoredState() {}

    private StoredState(StoredState other) {
        become(other);
    }

    /** Takes over all contents of another state. */
    void become(StoredState other) {
        clearEntries();
        auditTrail.clear();
        users.putAll(other.users);
        organizations.putAll(other.organizations);
        repositories.putAll(other.repositories);
        packages.putAll(other.packages);
        tokens.putAll(other.tokens);
        auditTrail.addAll(other.auditTrail);
        lastAuditId = other.lastAuditId;
        accountIds.become(other.accountIds);
        repositoryIds.become(other.repositoryIds);
        packageIds.become(other.packageIds);
        versionIds.become(other.versionIds);
        tokenIds.become(other.tokenIds);
    }

    private void clearEntries() {
        users.clear();
        organizations.clear();
        repositories.clear();
        packages.clear();
        tokens.clear();
    }

    StoredState copy() {
        return new StoredState(this);
    }

    Collection<UserEntry> users() {
        return users.values();
    }

    Collection<OrganizationEntry> organizations() {
        return organizations.values();
    }

    Collection<RepositoryEntry> repositories() {
        return repositories.values();
    }

    Collection<PackageEntry> packages() {
        return packages.values();
    }

    Optional<RepositoryEntry> repository(RepositoryName name) {
        return repositories.values().stream()
                .filter(repository -> repository.fullName().equals(name))
                .findFirst();
    }

    Optional<TokenEntry> token(TokenHash hash) {
        return tokens.values().stream()
                .filter(token -> token.hash().equals(hash))
                .findFirst();
    }

    List<StoredToken> tokens() {
        return tokens.entrySet().stream()
                .map(token -> new StoredToken(token.getKey(), token.getValue()))
                .toList();
    }

    boolean isEmpty() {
        return users.isEmpty() && organizations.isEmpty() && packages.isEmpty() && tokens.isEmpty();
    }

    RegistryState export() {
        return new RegistryState(
                List.copyOf(users.values()),
                List.copyOf(organizations.values()),
                List.copyOf(repositories.values()),
                packages.values().stream()
                        .map(entry -> Entries.withVersions(entry, byId(entry.versions())))
                        .toList(),
                List.copyOf(tokens.values()));
    }

    private static List<VersionEntry> byId(List<VersionEntry> versions) {
        return versions.stream()
                .sorted(Comparator.comparing(version -> version.id().orElseThrow()))
                .toList();
    }

    void replace(RegistryState state) {
        StoredState replacement = new StoredState();
        replacement.add(state);
        become(replacement);
    }

    void merge(RegistryState state) {
        RegistryState merged = StateMerge.merge(export(), state);
        StateValidation.check(merged, ExistingState.NOTHING);
        clearEntries();
        addChecked(merged);
    }

    void add(RegistryState state) {
        StateValidation.check(state, this);
        addChecked(state);
    }

    private void addChecked(RegistryState state) {
        accountIds.reserve(state.users().stream().map(UserEntry::id).toList());
        accountIds.reserve(
                state.organizations().stream().map(OrganizationEntry::id).toList());
        repositoryIds.reserve(
                state.repositories().stream().map(RepositoryEntry::id).toList());
        packageIds.reserve(state.packages().stream().map(PackageEntry::id).toList());
        versionIds.reserve(state.packages().stream()
                .flatMap(entry -> entry.versions().stream())
                .map(VersionEntry::id)
                .toList());
        state.users().stream()
                .map(entry -> Entries.withId(entry, accountIds.assign(entry.id())))
                .forEach(entry -> users.put(entry.id().orElseThrow(), entry));
        state.organizations().stream()
                .map(entry -> Entries.withId(entry, accountIds.assign(entry.id())))
                .forEach(entry -> organizations.put(entry.id().orElseThrow(), entry));
        state.repositories().stream()
                .map(entry -> Entries.withId(entry, repositoryIds.assign(entry.id())))
                .forEach(entry -> repositories.put(entry.id().orElseThrow(), entry));
        state.packages().stream()
                .map(entry -> Entries.withId(entry, packageIds.assign(entry.id())))
                .map(entry -> Entries.withVersions(entry, numbered(entry.versions())))
                .forEach(entry -> packages.put(entry.id().orElseThrow(), entry));
        state.tokens()
                .forEach(entry ->
                        tokens.put(tokenIds.assign(OptionalLong.empty()).orElseThrow(), entry));
    }

    private List<VersionEntry> numbered(List<VersionEntry> versions) {
        return versions.stream()
                .map(version -> Entries.withId(version, versionIds.assign(version.id())))
                .toList();
    }

    void publish(PackageId id, List<VersionEntry> published) {
        PackageEntry parent = Optional.ofNullable(packages.get(id.value()))
                .filter(entry -> entry.deletedAt().isEmpty())
                .orElseThrow(() -> new InvalidStateException(
                        List.of(new InvalidStateException.Problem("id", "there is no active package " + id))));
        Set<VersionName> active = new HashSet<>();
        parent.versions().stream().filter(Entries::active).forEach(version -> active.add(version.name()));
        StateValidation.check(parent.name().type(), published, active::contains, this);

        versionIds.reserve(published.stream().map(VersionEntry::id).toList());
        Set<Tag> moved = new HashSet<>();
        published.stream().filter(Entries::active).forEach(version -> moved.addAll(version.tags()));
        List<VersionEntry> versions = new ArrayList<>();
        parent.versions()
                .forEach(version ->
                        versions.add(Entries.active(version) ? Entries.withoutTags(version, moved) : version));
        versions.addAll(numbered(published));
        Instant updatedAt = published.stream()
                .map(VersionEntry::createdAt)
                .reduce(parent.updatedAt(), (one, other) -> one.isAfter(other) ? one : other);
        packages.put(id.value(), Entries.updated(Entries.withVersions(parent, versions), updatedAt));
    }

    boolean rename(AccountId id, Login login) {
        Optional<Login> former = login(id.value());
        boolean taken = Stream.concat(
                        users.entrySet().stream()
                                .filter(entry -> entry.getValue().login().equals(login))
                                .map(Map.Entry::getKey),
                        organizations.entrySet().stream()
                                .filter(entry -> entry.getValue().login().equals(login))
                                .map(Map.Entry::getKey))
                .anyMatch(holder -> holder != id.value());
        return rename(former.isPresent() && !taken, Renaming.of(former, login));
    }

    boolean rename(RepositoryId id, RepositoryName name) {
        Optional<RepositoryName> former = repositoryName(id.value());
        boolean taken = repositories.values().stream()
                .anyMatch(entry -> entry.fullName().equals(name) && entry.id().orElseThrow() != id.value());
        boolean sameOwner =
                former.filter(each -> each.owner().equals(name.owner())).isPresent();
        return rename(sameOwner && !taken, Renaming.of(former, name));
    }

    private boolean rename(boolean possible, Renaming renaming) {
        if (possible) {
            users.replaceAll((id, entry) -> renaming.of(entry));
            organizations.replaceAll((id, entry) -> renaming.of(entry));
            repositories.replaceAll((id, entry) -> renaming.of(entry));
            packages.replaceAll((id, entry) -> renaming.of(entry));
            tokens.replaceAll((id, entry) -> renaming.of(entry));
        }
        return possible;
    }

    /** Replaces a package by the result of the function. */
    void change(PackageId id, UnaryOperator<PackageEntry> successor) {
        packages.compute(id.value(), (key, entry) -> {
            if (entry == null) {
                throw new IllegalStateException("There is no package " + id);
            }
            return successor.apply(entry);
        });
    }

    boolean revokeToken(long id) {
        return tokens.remove(id) != null;
    }

    long purge(Instant deletedBefore) {
        long before = packages.size();
        packages.values().removeIf(entry -> isBefore(entry.deletedAt(), deletedBefore));
        long forgotten = before - packages.size();
        for (Map.Entry<Long, PackageEntry> entry : packages.entrySet()) {
            List<VersionEntry> kept = entry.getValue().versions().stream()
                    .filter(version -> !isBefore(version.deletedAt(), deletedBefore))
                    .toList();
            forgotten += entry.getValue().versions().size() - kept.size();
            entry.setValue(Entries.withVersions(entry.getValue(), kept));
        }
        return forgotten;
    }

    private static boolean isBefore(Optional<Instant> deletedAt, Instant limit) {
        return deletedAt.filter(instant -> instant.isBefore(limit)).isPresent();
    }

    void record(AuditEntry entry) {
        lastAuditId++;
        auditTrail.add(new StoredAuditEntry(lastAuditId, entry));
    }

    long pruneAuditTrail(AuditRetention keep, Instant now) {
        List<AuditEntry> removed = new ArrayList<>();
        long bytes =
                auditTrail.stream().mapToLong(stored -> stored.entry().size()).sum();
        long room = bytes > keep.bytes() ? keep.bytesBesidePruned() : bytes;
        while (!auditTrail.isEmpty()
                && (bytes > room || auditTrail.get(0).entry().at().isBefore(keep.oldest(now)))) {
            AuditEntry oldest = auditTrail.remove(0).entry();
            bytes -= oldest.size();
            removed.add(oldest);
        }
        if (!removed.stream().allMatch(AuditEntry.Pruned.class::isInstance)) {
            record(new AuditEntry.Pruned(
                    now, removed.size(), removed.get(removed.size() - 1).at()));
        }
        return removed.size();
    }

    List<StoredAuditEntry> auditTrail(AuditQuery query) {
        List<StoredAuditEntry> newestFirst = new ArrayList<>(auditTrail);
        Collections.reverse(newestFirst);
        return newestFirst.stream().filter(query::selects).limit(query.limit()).toList();
    }

    @Override
    public boolean hasUser(Login login) {
        return users.values().stream().anyMatch(user -> user.login().equals(login));
    }

    @Override
    public boolean hasOrganization(Login login) {
        return organizations.values().stream()
                .anyMatch(organization -> organization.login().equals(login));
    }

    @Override
    public boolean hasAccountId(long id) {
        return accountIds.used(id);
    }

    @Override
    public Optional<Login> login(long id) {
        return Optional.ofNullable(users.get(id))
                .map(UserEntry::login)
                .or(() -> Optional.ofNullable(organizations.get(id)).map(OrganizationEntry::login));
    }

    @Override
    public Optional<RepositoryName> repositoryName(long id) {
        return Optional.ofNullable(repositories.get(id)).map(RepositoryEntry::fullName);
    }

    @Override
    public boolean hasRepository(RepositoryName name) {
        return repository(name).isPresent();
    }

    @Override
    public boolean hasRepositoryId(long id) {
        return repositoryIds.used(id);
    }

    @Override
    public boolean hasActivePackage(Login owner, PackageName name) {
        return packages.values().stream()
                .anyMatch(entry -> entry.deletedAt().isEmpty()
                        && entry.owner().equals(owner)
                        && entry.name().equals(name));
    }

    @Override
    public boolean hasPackageId(long id) {
        return packageIds.used(id);
    }

    @Override
    public boolean hasVersionId(long id) {
        return versionIds.used(id);
    }

    @Override
    public boolean hasToken(TokenHash hash) {
        return token(hash).isPresent();
    }
}
