package dev.packhouse.application.testing;

import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.naming.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Creates copies of entries with one changed property. */
final class Entries {

    private Entries() {}

    /** Whether a version of an active package is active. */
    static boolean active(VersionEntry version) {
        return version.deletedAt().isEmpty();
    }

    static UserEntry withId(UserEntry entry, OptionalLong id) {
        return new UserEntry(id, entry.login(), entry.name(), entry.siteAdmin(), entry.createdAt(), entry.updatedAt());
    }

    static OrganizationEntry withId(OrganizationEntry entry, OptionalLong id) {
        return new OrganizationEntry(
                id,
                entry.login(),
                entry.name(),
                entry.description(),
                entry.samlSso(),
                entry.owners(),
                entry.members(),
                entry.createdAt(),
                entry.updatedAt());
    }

    static RepositoryEntry withId(RepositoryEntry entry, OptionalLong id) {
        return new RepositoryEntry(
                id, entry.fullName(), entry.privateRepository(), entry.description(), entry.fork(), entry.roles());
    }

    static PackageEntry withId(PackageEntry entry, OptionalLong id) {
        return copy(entry, id, entry.updatedAt(), entry.deletedAt(), entry.versions());
    }

    static PackageEntry withVersions(PackageEntry entry, List<VersionEntry> versions) {
        return copy(entry, entry.id(), entry.updatedAt(), entry.deletedAt(), versions);
    }

    static PackageEntry updated(PackageEntry entry, Instant updatedAt) {
        return copy(entry, entry.id(), updatedAt, entry.deletedAt(), entry.versions());
    }

    static PackageEntry deleted(PackageEntry entry, Optional<Instant> deletedAt) {
        return copy(entry, entry.id(), entry.updatedAt(), deletedAt, entry.versions());
    }

    private static PackageEntry copy(
            PackageEntry entry,
            OptionalLong id,
            Instant updatedAt,
            Optional<Instant> deletedAt,
            List<VersionEntry> versions) {
        return new PackageEntry(
                id,
                entry.owner(),
                entry.name(),
                entry.visibility(),
                entry.repository(),
                entry.inheritsAccess(),
                entry.roles(),
                entry.workflowRoles(),
                entry.dockerMigrationConflict(),
                entry.createdAt(),
                updatedAt,
                deletedAt,
                versions);
    }

    static VersionEntry withId(VersionEntry entry, OptionalLong id) {
        return copy(entry, id, entry.tags(), entry.deletedAt());
    }

    static VersionEntry withoutTags(VersionEntry entry, Set<Tag> tags) {
        return copy(
                entry,
                entry.id(),
                entry.tags().stream().filter(tag -> !tags.contains(tag)).toList(),
                entry.deletedAt());
    }

    static VersionEntry deleted(VersionEntry entry, Optional<Instant> deletedAt) {
        return copy(entry, entry.id(), entry.tags(), deletedAt);
    }

    private static VersionEntry copy(VersionEntry entry, OptionalLong id, List<Tag> tags, Optional<Instant> deletedAt) {
        return new VersionEntry(
                id,
                entry.name(),
                tags,
                entry.downloads(),
                entry.license(),
                entry.description(),
                entry.createdAt(),
                entry.updatedAt(),
                deletedAt,
                entry.manifest());
    }
}
