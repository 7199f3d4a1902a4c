package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.Page;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.naming.PackageType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Reads one page of the versions of a package, from the nearer end of the list. If the page is more than {@link
 * VersionPageIndex#LENGTH} versions away from both ends, {@link VersionPageIndex#find} skips whole segments, and the
 * query starts at the newest version of the segment in which the page begins.
 */
public final class VersionPageQuery {

    private final Handle handle;
    private final VersionQuery query;
    private final PackageId owner;
    private final PackageType type;
    private final boolean deletedIndividually;

    public VersionPageQuery(Handle handle, VersionQuery query) {
        this.handle = handle;
        this.query = query;
        this.owner = query.owner().id();
        this.type = query.owner().namespace().type();
        this.deletedIndividually = query.state() == State.DELETED;
    }

    public Page<PackageVersion> page() {
        long expired = deletedIndividually ? VersionSql.expired(handle, owner, query.deletedSince()) : 0;
        long total = VersionSql.count(handle, owner, deletedIndividually) - expired;
        long offset = query.page().offset();
        long size = Math.min(query.page().size(), total - offset);
        List<PackageVersion> items = size <= 0 ? List.of() : items(offset, size, total, expired > 0);
        return new Page<>(items, query.page().lastPageOf(total));
    }

    private List<PackageVersion> items(long offset, long size, long total, boolean expired) {
        if (expired) {
            // Only until the next purge: the segments also count the versions that can no longer be restored.
            return VersionSql.restorable(handle, owner, type, query.deletedSince(), size, offset);
        }
        long after = total - offset - size;
        if (offset <= VersionPageIndex.LENGTH) {
            return VersionSql.newest(handle, owner, type, deletedIndividually, size, offset);
        }
        if (after <= VersionPageIndex.LENGTH) {
            List<PackageVersion> items =
                    new ArrayList<>(VersionSql.oldest(handle, owner, type, deletedIndividually, size, after));
            Collections.reverse(items);
            return items;
        }
        VersionPageIndex.ScanStart start = VersionPageIndex.find(handle, owner.value(), deletedIndividually, offset);
        return start.before().isEmpty()
                ? VersionSql.newest(handle, owner, type, deletedIndividually, size, start.skip())
                : VersionSql.older(
                        handle, owner, type, deletedIndividually, start.before().get(), size, start.skip());
    }
}
