package dev.packhouse.application.service;

import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.InvalidStateException.Problem;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The store into which a mirror copies: checks existing entries, copies new names of accounts and repositories, and
 * adds accounts, repositories and packages. Each write is one transaction.
 */
final class MirrorTarget {

    private final Store store;

    MirrorTarget(Store store) {
        this.store = store;
    }

    /**
     * Copies new logins of the caller and the owner, and adds those of them that the store does not hold. The caller
     * becomes the owner of a new organization.
     *
     * @throws InvalidStateException if another account has the number of one of them
     */
    void addAccounts(User caller, Account owner) {
        // The caller comes twice: each account may have the former login of the other, which must be renamed first.
        List.of(caller, owner, caller).forEach(this::renameIfChanged);
        List<UserEntry> users = new ArrayList<>();
        List<OrganizationEntry> organizations = new ArrayList<>();
        if (isMissing(caller)) {
            users.add(UserEntry.of(caller));
        }
        if (!owner.id().equals(caller.id()) && isMissing(owner)) {
            if (owner instanceof Organization organization) {
                organizations.add(OrganizationEntry.of(organization, List.of(caller.login()), List.of()));
            } else {
                users.add(UserEntry.of((User) owner));
            }
        }
        store.add(new RegistryState(users, organizations, List.of(), List.of(), List.of()));
    }

    private void renameIfChanged(Account account) {
        Login login = account.login();
        if (store.query(existing -> existing.login(account.id().value()))
                .filter(former -> !former.value().equals(login.value()))
                .isPresent()) {
            store.rename(account.id(), login);
        }
    }

    /**
     * Whether the store does not hold the account.
     *
     * @throws InvalidStateException if another account has its number
     */
    private boolean isMissing(Account account) {
        Optional<Login> stored =
                store.query(existing -> existing.login(account.id().value()));
        boolean sameKind = store.query(existing -> account instanceof Organization
                ? existing.hasOrganization(account.login())
                : existing.hasUser(account.login()));
        if (stored.filter(login -> !(login.equals(account.login()) && sameKind)).isPresent()) {
            throw new InvalidStateException(List.of(new Problem(
                    account.login().value(), "account %s is '%s' there".formatted(account.id(), stored.get()))));
        }
        return stored.isEmpty();
    }

    /**
     * Copies new names of repositories. A repository can take a name only after another one has given it up, so this
     * repeats until no rename succeeds.
     */
    void renameRepositories(List<Package> listed) {
        Map<RepositoryId, RepositoryName> names = new LinkedHashMap<>();
        listed.forEach(
                each -> each.repository().ifPresent(repository -> names.put(repository.id(), repository.name())));
        boolean more = true;
        while (more) {
            more = names.entrySet()
                    .removeIf(each ->
                            isRenamed(each.getKey(), each.getValue()) && store.rename(each.getKey(), each.getValue()));
        }
    }

    /** Whether the store holds the repository under another name, or with another case of the name. */
    private boolean isRenamed(RepositoryId id, RepositoryName name) {
        return store.query(existing -> existing.repositoryName(id.value()))
                .filter(former -> !former.toString().equals(name.toString()))
                .isPresent();
    }

    /** The reason why a package cannot be copied, if the store holds its repository under another name. */
    Optional<String> repositoryConflict(Package found) {
        return found.repository()
                .filter(repository -> isRenamed(repository.id(), repository.name()))
                .map(repository -> ("its repository %s is '%s' by now, and cannot take that name from '%s' in the copy;"
                                + " mirror into another directory")
                        .formatted(
                                repository.id(),
                                repository.name(),
                                store.query(existing -> existing.repositoryName(
                                                repository.id().value()))
                                        .orElseThrow()));
    }

    /** Whether the store holds a package of this number, or held one that was purged. */
    boolean contains(PackageId id) {
        return store.query(existing -> existing.hasPackageId(id.value()));
    }

    /** Whether the store holds an active package with the owner, the type and the name of this one. */
    boolean hasActivePackageOfNameOf(Package found) {
        Login owner = found.namespace().owner().login();
        return store.query(existing -> existing.hasActivePackage(owner, found.name()));
    }

    /**
     * Adds a package with its versions, and its repository if the store does not hold it, in one transaction.
     *
     * @param manifests those that are known
     */
    void add(Package found, Collection<PackageVersion> versions, Map<VersionId, Manifest> manifests) {
        List<VersionEntry> entries = versions.stream()
                .map(version -> version(version, Optional.ofNullable(manifests.get(version.id()))))
                .toList();
        store.add(
                new RegistryState(List.of(), List.of(), repository(found), List.of(entry(found, entries)), List.of()));
    }

    private static VersionEntry version(PackageVersion version, Optional<Manifest> manifest) {
        return new VersionEntry(
                OptionalLong.of(version.id().value()),
                version.name(),
                version.tags(),
                version.downloads(),
                version.license(),
                version.description(),
                version.createdAt(),
                version.updatedAt(),
                version.tombstone().map(Tombstone::deletedAt),
                manifest);
    }

    private static PackageEntry entry(Package found, List<VersionEntry> versions) {
        return new PackageEntry(
                OptionalLong.of(found.id().value()),
                found.namespace().owner().login(),
                found.name(),
                found.visibility(),
                found.repository().map(Repository::name),
                found.inheritsAccess(),
                Map.of(),
                Map.of(),
                false,
                found.createdAt(),
                found.updatedAt(),
                Optional.empty(),
                versions);
    }

    private List<RepositoryEntry> repository(Package found) {
        return found
                .repository()
                .filter(repository -> store.query(existing ->
                        existing.repositoryName(repository.id().value()).isEmpty()))
                .map(repository -> new RepositoryEntry(
                        OptionalLong.of(repository.id().value()),
                        repository.name(),
                        repository.privateRepository(),
                        repository.description(),
                        repository.fork(),
                        Map.of()))
                .stream()
                .toList();
    }
}
