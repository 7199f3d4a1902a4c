package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.state.RegistryState.VersionEntry;
import org.jdbi.v3.core.Handle;

/** Inserts versions and their tags. */
public final class VersionInserts {

    private static final String INSERT = """
            insert into version
                   (id, package_id, name, name_key, tags, downloads, license, description, created_at, updated_at,
                    deleted_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private VersionInserts() {}

    public static void insert(Handle handle, long owner, long id, VersionEntry entry) {
        SqlQuery.update(
                handle,
                INSERT,
                id,
                owner,
                entry.name().value(),
                entry.name().key(),
                VersionSql.text(entry.tags()),
                entry.downloads().isPresent() ? (Long) entry.downloads().getAsLong() : null,
                entry.license().orElse(null),
                entry.description().orElse(null),
                EpochNanos.of(entry.createdAt()),
                EpochNanos.of(entry.updatedAt()),
                entry.deletedAt().map(EpochNanos::of).orElse(null));
        if (entry.deletedAt().isEmpty()) {
            VersionSql.assignTags(handle, owner, entry.tags(), id);
        }
    }
}
