package dev.packhouse.adapter.persistence;

import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Role;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Adds packages and the roles on them. */
final class PackageRows {

    private static final String INSERT = """
            insert into package
                   (id, owner_id, type, name, name_key, visibility, repository_id, inherits_access, docker_conflict,
                    created_at, updated_at, deleted_at, live, tagged, most_downloads, buried)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_ROLE = """
            insert into package_role (holder_kind, holder_id, owner_id, type, package_id, role)
            values (?, ?, ?, ?, ?, ?)
            """;

    private PackageRows() {}

    /** Adds a package that counts the versions of its entry; they are still to be added. */
    static void insert(Handle handle, long id, long owner, Optional<Long> repository, PackageEntry entry) {
        List<VersionEntry> live = entry.versions().stream()
                .filter(version -> version.deletedAt().isEmpty())
                .toList();
        DirectQuery.update(
                handle,
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
                (long) live.size(),
                live.stream().filter(version -> !version.tags().isEmpty()).count(),
                live.stream()
                        .mapToLong(version -> version.downloads().orElse(0))
                        .max()
                        .orElse(0),
                (long) entry.versions().size() - live.size());
    }

    static void insertRole(Handle handle, Holder holder, long owner, String type, long id, Role role) {
        DirectQuery.update(handle, INSERT_ROLE, holder.kind(), holder.id(), owner, type, id, role.label());
    }
}
