package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.Page;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.naming.PackageType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads one page of the versions of a package, from the nearer end of the list. The fast path for a page that is more
 * than {@link VersionPageIndex#LENGTH} versions away from both ends: {@link VersionPageIndex#find} skips whole segments,
 * and the query starts at the newest version of the segment in which the page begins.
 */
public final class VersionPageQuery {

    private final SqlConnection connection;
    private final VersionQuery query;
    private final VersionList list;
    private final PackageType type;

    public VersionPageQuery(SqlConnection connection, VersionQuery query) {
        this.connection = connection;
        this.query = query;
        this.list = new VersionList(query.parent().id(), query.state() == State.DELETED);
        this.type = query.parent().namespace().type();
    }

    public Page<PackageVersion> page() {
        long expired =
                list.deletedIndividually() ? VersionSql.expired(connection, list.parent(), query.deletedSince()) : 0;
        long total = VersionSql.count(connection, list) - expired;
        long offset = query.page().offset();
        long size = Math.min(query.page().size(), total - offset);
        List<PackageVersion> items = size <= 0 ? List.of() : items(offset, size, total, expired > 0);
        return new Page<>(items, query.page().lastPageOf(total));
    }

    private List<PackageVersion> items(long offset, long size, long total, boolean expired) {
        if (expired) {
            // Only until the next purge: the segments also count the versions that can no longer be restored.
            return VersionSql.restorable(connection, list.parent(), type, query.deletedSince(), size, offset);
        }
        long after = total - offset - size;
        if (connection.pageIndex() && Math.min(offset, after) > VersionPageIndex.LENGTH) {
            return fromSegment(offset, size);
        }
        return offset <= after
                ? VersionSql.newest(connection, list, type, size, offset)
                : reversed(VersionSql.oldest(connection, list, type, size, after));
    }

    private List<PackageVersion> fromSegment(long offset, long size) {
        VersionPageIndex.ScanStart start = VersionPageIndex.find(connection, list, offset);
        return start.before()
                .map(before -> VersionSql.older(connection, list, type, before, size, start.skip()))
                .orElseGet(() -> VersionSql.newest(connection, list, type, size, start.skip()));
    }

    private static List<PackageVersion> reversed(List<PackageVersion> versions) {
        List<PackageVersion> items = new ArrayList<>(versions);
        Collections.reverse(items);
        return items;
    }
}
