package dev.packhouse.adapter.persistence.sql.state;

import dev.packhouse.adapter.persistence.sql.EpochNanos;
import dev.packhouse.adapter.persistence.sql.PackageSql;
import dev.packhouse.adapter.persistence.sql.PackageSql.Counts;
import dev.packhouse.adapter.persistence.sql.SequenceSql;
import dev.packhouse.adapter.persistence.sql.SqlQuery;
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
import org.jdbi.v3.core.Handle;

/** Validates versions and adds them to an active package. */
public final class VersionPublisher {

    static final String TYPE = "select type from package where id = ? and deleted_at is null";

    static final String UPDATED = "update package set updated_at = ? where id = ? and updated_at < ?";

    private final Handle handle;
    private final PackageId owner;

    public VersionPublisher(Handle handle, PackageId owner) {
        this.handle = handle;
        this.owner = owner;
    }

    public void add(List<VersionEntry> versions) {
        PackageType type = SqlQuery.first(
                        handle, TYPE, row -> PackageType.parse(row.text("type")).orElseThrow(), owner.value())
                .orElseThrow(() -> new InvalidStateException(
                        List.of(new Problem("id", "there is no active package %s".formatted(owner)))));
        StateValidation.check(
                type,
                versions,
                name -> VersionSql.activeId(handle, owner, name).isPresent(),
                new ExistingStateQueries(handle));
        IdAllocator ids = new IdAllocator(
                handle, SequenceSql.Kind.VERSION, versions.stream().map(VersionEntry::id));
        for (VersionEntry version : versions) {
            VersionId id = new VersionId(ids.allocate(version.id()));
            boolean active = version.deletedAt().isEmpty();
            if (active) {
                version.tags().forEach(this::release);
            }
            VersionInserts.insert(handle, owner.value(), id.value(), version);
            Counts counts = PackageSql.countVersions(
                            handle,
                            owner,
                            active ? 1 : 0,
                            active && !version.tags().isEmpty() ? 1 : 0,
                            active ? 0 : 1)
                    .orElseThrow(() -> SqlQuery.missing(handle));
            VersionPageIndex.added(
                    handle,
                    new VersionList(owner, !active),
                    new VersionPosition(EpochNanos.of(version.createdAt()), id.value()),
                    active ? counts.active() : counts.deletedIndividually());
        }
        ids.save();
        versions.stream()
                .map(VersionEntry::createdAt)
                .max(Comparator.naturalOrder())
                .map(EpochNanos::of)
                .ifPresent(newest -> SqlQuery.update(handle, UPDATED, newest, owner.value(), newest));
    }

    /** Removes a tag from the version that holds it. */
    private void release(Tag tag) {
        VersionSql.versionWithTag(handle, owner, tag).ifPresent(holder -> {
            List<Tag> left = new ArrayList<>(VersionSql.tags(handle, holder));
            left.remove(tag);
            VersionSql.setTags(handle, holder, left);
            VersionSql.releaseTags(handle, owner, List.of(tag), holder);
            if (left.isEmpty()) {
                PackageSql.countVersions(handle, owner, 0, -1, 0);
            }
        });
    }
}
