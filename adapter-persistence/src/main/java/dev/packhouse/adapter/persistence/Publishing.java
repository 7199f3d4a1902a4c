package dev.packhouse.adapter.persistence;

import dev.packhouse.adapter.persistence.PackageSql.Counts;
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

/** Adds versions to an active package. */
final class Publishing {

    static final String TYPE = "select type from package where id = ? and deleted_at is null";

    static final String UPDATED = "update package set updated_at = max(updated_at, ?) where id = ?";

    private final Handle handle;
    private final PackageId owner;

    Publishing(Handle handle, PackageId owner) {
        this.handle = handle;
        this.owner = owner;
    }

    void add(List<VersionEntry> versions) {
        PackageType type = DirectQuery.first(
                        handle, TYPE, row -> PackageType.parse(row.getString(1)).orElseThrow(), owner.value())
                .orElseThrow(() -> new InvalidStateException(
                        List.of(new Problem("id", "there is no active package %s".formatted(owner)))));
        StateValidation.check(
                type, versions, name -> VersionSql.activeId(handle, owner, name).isPresent(), new ExistingRows(handle));
        Numbers numbers =
                new Numbers(handle, SequenceSql.Kind.VERSION, versions.stream().map(VersionEntry::id));
        for (VersionEntry version : versions) {
            VersionId id = new VersionId(numbers.of(version.id()));
            boolean live = version.deletedAt().isEmpty();
            if (live) {
                version.tags().forEach(this::release);
            }
            VersionRows.insert(handle, owner.value(), id.value(), version);
            Counts counts = PackageSql.countVersions(
                            handle, owner, live ? 1 : 0, live && !version.tags().isEmpty() ? 1 : 0, live ? 0 : 1)
                    .orElseThrow(() -> DirectQuery.missing(handle));
            StretchSql.added(
                    handle,
                    owner.value(),
                    !live,
                    new Position(EpochNanos.of(version.createdAt()), id.value()),
                    live ? counts.live() : counts.buried());
        }
        numbers.save();
        versions.stream()
                .map(VersionEntry::createdAt)
                .max(Comparator.naturalOrder())
                .ifPresent(newest -> handle.createUpdate(UPDATED)
                        .bind(0, EpochNanos.of(newest))
                        .bind(1, owner.value())
                        .execute());
    }

    /** Takes a tag from the version that holds it. */
    private void release(Tag tag) {
        VersionSql.holder(handle, owner, tag).ifPresent(holder -> {
            List<Tag> left = new ArrayList<>(VersionSql.tags(handle, holder));
            left.remove(tag);
            VersionSql.setTags(handle, holder, left);
            VersionSql.drop(handle, owner, List.of(tag), holder);
            if (left.isEmpty()) {
                PackageSql.countVersions(handle, owner, 0, -1, 0);
            }
        });
    }
}
