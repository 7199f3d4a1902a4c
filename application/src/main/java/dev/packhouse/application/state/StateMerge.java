package dev.packhouse.application.state;

import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Merges a state into another one. An entry replaces the existing one that has the same identity, and keeps its id unless it
 * has one of its own:
 *
 * <ul>
 *   <li>users and organizations: the login;
 *   <li>repositories: the full name;
 *   <li>active packages: owner, type and name. The package keeps its date of creation, and its existing versions beside those
 *       of the entry;
 *   <li>active versions of such a package: the name. A tag of a version in the entry moves to it;
 *   <li>tokens: the token.
 * </ul>
 *
 * All other entries are added, deleted packages and versions always.
 */
public final class StateMerge {

    private StateMerge() {}

    /**
     * Returns the merged state. It may contradict itself; {@link StateValidation} finds that.
     *
     * @param existing entries, all with an id
     * @param added the entries that are merged into them
     */
    public static RegistryState merge(RegistryState existing, RegistryState added) {
        return new RegistryState(
                merge(existing.users(), added.users(), UserEntry::login, StateMerge::user),
                merge(
                        existing.organizations(),
                        added.organizations(),
                        OrganizationEntry::login,
                        StateMerge::organization),
                merge(existing.repositories(), added.repositories(), RepositoryEntry::fullName, StateMerge::repository),
                merge(existing.packages(), added.packages(), StateMerge::identity, StateMerge::aPackage),
                merge(existing.tokens(), added.tokens(), TokenEntry::hash, (old, token) -> token));
    }

    /**
     * Replaces each existing entry by the merged one, at its place, and appends the others.
     *
     * @param merged combines an existing entry with the one that replaces it
     */
    private static <K, E> List<E> merge(
            List<E> existing, List<E> added, Function<E, K> identity, BinaryOperator<E> merged) {
        Map<K, E> all = new LinkedHashMap<>();
        existing.forEach(entry -> all.put(identity.apply(entry), entry));
        Set<K> replaced = new HashSet<>();
        List<E> twice = new ArrayList<>();
        for (E entry : added) {
            K key = identity.apply(entry);
            if (replaced.add(key)) {
                all.merge(key, entry, merged);
            } else {
                twice.add(entry);
            }
        }
        List<E> result = new ArrayList<>(all.values());
        result.addAll(twice);
        return result;
    }

    private static UserEntry user(UserEntry old, UserEntry user) {
        return new UserEntry(
                id(user.id(), old.id()),
                user.login(),
                user.name(),
                user.siteAdmin(),
                user.createdAt(),
                user.updatedAt());
    }

    private static OrganizationEntry organization(OrganizationEntry old, OrganizationEntry organization) {
        return new OrganizationEntry(
                id(organization.id(), old.id()),
                organization.login(),
                organization.name(),
                organization.description(),
                organization.samlSso(),
                organization.owners(),
                organization.members(),
                organization.createdAt(),
                organization.updatedAt());
    }

    private static RepositoryEntry repository(RepositoryEntry old, RepositoryEntry repository) {
        return new RepositoryEntry(
                id(repository.id(), old.id()),
                repository.fullName(),
                repository.privateRepository(),
                repository.description(),
                repository.fork(),
                repository.roles());
    }

    /** What makes an active package the same one; of a deleted one, the entry itself. */
    private static Object identity(PackageEntry entry) {
        return entry.deletedAt().isPresent() ? new Object() : new Active(entry.owner(), entry.name());
    }

    private static Object identity(VersionEntry entry) {
        return entry.deletedAt().isPresent() ? new Object() : entry.name();
    }

    private record Active(Login owner, PackageName name) {}

    private static PackageEntry aPackage(PackageEntry old, PackageEntry entry) {
        return new PackageEntry(
                id(entry.id(), old.id()),
                entry.owner(),
                entry.name(),
                entry.visibility(),
                entry.repository(),
                entry.inheritsAccess(),
                entry.roles(),
                entry.workflowRoles(),
                entry.dockerMigrationConflict(),
                old.createdAt(),
                entry.updatedAt(),
                entry.deletedAt(),
                versions(old.versions(), entry.versions()));
    }

    private static List<VersionEntry> versions(List<VersionEntry> existing, List<VersionEntry> added) {
        Set<Tag> moved = new HashSet<>();
        added.stream()
                .filter(version -> version.deletedAt().isEmpty())
                .forEach(version -> moved.addAll(version.tags()));
        List<VersionEntry> kept = existing.stream()
                .map(version -> version.deletedAt().isPresent() ? version : without(moved, version))
                .toList();
        return merge(kept, added, StateMerge::identity, (old, version) -> withId(id(version.id(), old.id()), version));
    }

    private static VersionEntry without(Set<Tag> moved, VersionEntry version) {
        return copy(
                version,
                version.id(),
                version.tags().stream().filter(tag -> !moved.contains(tag)).toList());
    }

    private static VersionEntry withId(OptionalLong id, VersionEntry version) {
        return copy(version, id, version.tags());
    }

    private static VersionEntry copy(VersionEntry version, OptionalLong id, List<Tag> tags) {
        return new VersionEntry(
                id,
                version.name(),
                tags,
                version.downloads(),
                version.license(),
                version.description(),
                version.createdAt(),
                version.updatedAt(),
                version.deletedAt(),
                version.manifest());
    }

    private static OptionalLong id(OptionalLong own, OptionalLong existing) {
        return own.isPresent() ? own : existing;
    }
}
