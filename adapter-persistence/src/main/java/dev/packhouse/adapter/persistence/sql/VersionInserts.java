package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.state.RegistryState.VersionEntry;

/** Inserts versions, their tags and their manifests. */
public final class VersionInserts {

    private static final String INSERT = """
            insert into version
                   (id, package_id, name, name_key, tags, downloads, license, description, created_at, updated_at,
                    deleted_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private VersionInserts() {}

    public static void insert(SqlConnection connection, long owner, long id, VersionEntry entry) {
        connection.update(
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
            VersionSql.assignTags(connection, owner, entry.tags(), id);
        }
        entry.manifest().ifPresent(manifest -> ManifestSql.insert(connection, id, manifest));
    }
}
