package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Role;
import java.util.List;
import java.util.Optional;

/** Inserts packages and the roles on them. */
public final class PackageInserts {

    private static final String INSERT = """
            insert into package
                   (id, owner_id, type, name, name_key, visibility, repository_id, inherits_access, docker_conflict,
                    created_at, updated_at, deleted_at, active, tagged, most_downloads, deleted_individually)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_ROLE = """
            insert into package_role (grantee_kind, grantee_id, owner_id, type, package_id, role)
            values (?, ?, ?, ?, ?, ?)
            """;

    private PackageInserts() {}

    /** Inserts a package with the counts of the versions of its entry. The caller inserts the versions. */
    public static void insert(
            SqlConnection connection, long id, long owner, Optional<Long> repository, PackageEntry entry) {
        List<VersionEntry> active = entry.versions().stream()
                .filter(version -> version.deletedAt().isEmpty())
                .toList();
        connection.update(
                INSERT,
                id,
                owner,
                entry.name().type().label(),
                entry.name().value(),
                entry.name().key(),
                entry.visibility().label(),
                repository.orElse(null),
                entry.inheritsAccess() ? 1L : 0L,
                entry.dockerMigrationConflict() ? 1L : 0L,
                EpochNanos.of(entry.createdAt()),
                EpochNanos.of(entry.updatedAt()),
                entry.deletedAt().map(EpochNanos::of).orElse(null),
                active.size(),
                active.stream().filter(version -> !version.tags().isEmpty()).count(),
                active.stream()
                        .mapToLong(version -> version.downloads().orElse(0))
                        .max()
                        .orElse(0),
                entry.versions().size() - active.size());
    }

    public static void insertRole(
            SqlConnection connection, RoleGrantee grantee, long owner, String type, long id, Role role) {
        connection.update(INSERT_ROLE, grantee.kind().label(), grantee.id(), owner, type, id, role.label());
    }
}
