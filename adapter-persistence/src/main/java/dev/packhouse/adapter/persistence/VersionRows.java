package dev.packhouse.adapter.persistence;

import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.naming.Tag;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Adds versions, many at a time. */
final class VersionRows {

    private static final String INSERT = """
            insert into version
                   (id, package_id, name, name_key, tags, downloads, license, description, created_at, updated_at,
                    deleted_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final int AT_ONCE = 500;

    private final PreparedBatch versions;
    private final PreparedBatch tags;

    VersionRows(Handle handle) {
        this.versions = handle.prepareBatch(INSERT);
        this.tags = handle.prepareBatch(VersionSql.HOLD);
    }

    void add(long owner, long id, VersionEntry entry) {
        versions.bind(0, id)
                .bind(1, owner)
                .bind(2, entry.name().value())
                .bind(3, entry.name().key())
                .bind(4, VersionSql.text(entry.tags()))
                .bind(
                        5,
                        entry.downloads().isPresent() ? (Long) entry.downloads().getAsLong() : null)
                .bind(6, entry.license().orElse(null))
                .bind(7, entry.description().orElse(null))
                .bind(8, EpochNanos.of(entry.createdAt()))
                .bind(9, EpochNanos.of(entry.updatedAt()))
                .bind(
                        10,
                        entry.deletedAt().map((Instant at) -> EpochNanos.of(at)).orElse(null))
                .add();
        if (entry.deletedAt().isEmpty()) {
            for (Tag tag : entry.tags()) {
                tags.bind(0, owner).bind(1, tag.value()).bind(2, id).add();
            }
        }
        if (versions.size() >= AT_ONCE) {
            flush();
        }
    }

    /** Sends what has gathered. */
    void flush() {
        if (versions.size() > 0) {
            versions.execute();
        }
        if (tags.size() > 0) {
            tags.execute();
        }
    }
}
