package dev.packhouse.adapter.persistence.sql.state;

import dev.packhouse.adapter.persistence.sql.EpochNanos;
import dev.packhouse.adapter.persistence.sql.PackageSql;
import dev.packhouse.adapter.persistence.sql.PackageSql.Counts;
import dev.packhouse.adapter.persistence.sql.SequenceSql;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.VersionInserts;
import dev.packhouse.adapter.persistence.sql.VersionList;
import dev.packhouse.adapter.persistence.sql.VersionPageIndex;
import dev.packhouse.adapter.persistence.sql.VersionPosition;
import dev.packhouse.adapter.persistence.sql.VersionSql;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.InvalidStateException.Problem;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.StateValidation;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Validates versions and adds them to an active package. */
public final class VersionPublisher {

    static final String TYPE = "select type from package where id = ? and deleted_at is null";

    static final String UPDATED = "update package set updated_at = ? where id = ? and updated_at < ?";

    private final SqlConnection connection;
    private final PackageId parent;

    public VersionPublisher(SqlConnection connection, PackageId parent) {
        this.connection = connection;
        this.parent = parent;
    }

    public void add(List<VersionEntry> versions) {
        PackageType type = connection
                .first(TYPE, row -> PackageType.parse(row.text("type")).orElseThrow(), parent.value())
                .orElseThrow(() -> new InvalidStateException(
                        List.of(new Problem("id", "there is no active package %s".formatted(parent)))));
        StateValidation.check(
                type,
                versions,
                name -> VersionSql.activeId(connection, parent, name).isPresent(),
                new ExistingStateQueries(connection));
        IdAllocator ids = new IdAllocator(
                connection, SequenceSql.Kind.VERSION, versions.stream().map(VersionEntry::id));
        for (VersionEntry version : versions) {
            VersionId id = new VersionId(ids.allocate(version.id()));
            boolean active = version.deletedAt().isEmpty();
            if (active) {
                version.tags().forEach(this::release);
            }
            VersionInserts.insert(connection, parent.value(), id.value(), version);
            Counts counts = PackageSql.countVersions(
                            connection,
                            parent,
                            active ? 1 : 0,
                            active && !version.tags().isEmpty() ? 1 : 0,
                            active ? 0 : 1)
                    .orElseThrow(() -> connection.missing());
            VersionPageIndex.added(
                    connection,
                    new VersionList(parent, !active),
                    new VersionPosition(EpochNanos.of(version.createdAt()), id.value()),
                    active ? counts.active() : counts.deletedIndividually());
        }
        ids.save();
        versions.stream()
                .map(VersionEntry::createdAt)
                .max(Comparator.naturalOrder())
                .map(EpochNanos::of)
                .ifPresent(newest -> connection.update(UPDATED, newest, parent.value(), newest));
    }

    /** Removes a tag from the version that holds it. */
    private void release(Tag tag) {
        VersionSql.versionWithTag(connection, parent, tag).ifPresent(holder -> {
            List<Tag> left = new ArrayList<>(VersionSql.tags(connection, holder));
            left.remove(tag);
            VersionSql.setTags(connection, holder, left);
            VersionSql.releaseTags(connection, parent, List.of(tag), holder);
            if (left.isEmpty()) {
                PackageSql.countVersions(connection, parent, 0, -1, 0);
            }
        });
    }
}
