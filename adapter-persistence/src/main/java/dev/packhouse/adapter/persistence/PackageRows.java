package dev.packhouse.adapter.persistence;

import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Role;
import java.time.Instant;
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
        handle.createUpdate(INSERT)
                .bind(0, id)
                .bind(1, owner)
                .bind(2, entry.name().type().label())
                .bind(3, entry.name().value())
                .bind(4, entry.name().key())
                .bind(5, entry.visibility().label())
                .bind(6, repository.orElse(null))
                .bind(7, entry.inheritsAccess() ? 1 : 0)
                .bind(8, entry.dockerMigrationConflict() ? 1 : 0)
                .bind(9, EpochNanos.of(entry.createdAt()))
                .bind(10, EpochNanos.of(entry.updatedAt()))
                .bind(
                        11,
                        entry.deletedAt().map((Instant at) -> EpochNanos.of(at)).orElse(null))
                .bind(12, live.size())
                .bind(
                        13,
                        live.stream()
                                .filter(version -> !version.tags().isEmpty())
                                .count())
                .bind(
                        14,
                        live.stream()
                                .mapToLong(version -> version.downloads().orElse(0))
                                .max()
                                .orElse(0))
                .bind(15, entry.versions().size() - live.size())
                .execute();
    }

    static void insertRole(Handle handle, Holder holder, long owner, String type, long id, Role role) {
        handle.createUpdate(INSERT_ROLE)
                .bind(0, holder.kind())
                .bind(1, holder.id())
                .bind(2, owner)
                .bind(3, type)
                .bind(4, id)
                .bind(5, role.label())
                .execute();
    }
}
