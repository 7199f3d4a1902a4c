package dev.packhouse.adapter.persistence;

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
 * One page of the versions of a package, read from the nearer end of the list; or, if both ends are far, from the nearest
 * {@linkplain StretchSql stretch}.
 */
final class VersionList {

    private final Handle handle;
    private final VersionQuery query;
    private final PackageId owner;
    private final PackageType type;
    private final boolean buried;

    VersionList(Handle handle, VersionQuery query) {
        this.handle = handle;
        this.query = query;
        this.owner = query.owner().id();
        this.type = query.owner().namespace().type();
        this.buried = query.state() == State.DELETED;
    }

    Page<PackageVersion> page() {
        long expired = buried ? VersionSql.expired(handle, owner, query.deletedSince()) : 0;
        long total = VersionSql.count(handle, owner, buried) - expired;
        long offset = query.page().offset();
        long size = Math.min(query.page().size(), total - offset);
        List<PackageVersion> items = size <= 0 ? List.of() : items(offset, size, total, expired > 0);
        return new Page<>(items, query.page().lastPageOf(total));
    }

    private List<PackageVersion> items(long offset, long size, long total, boolean expired) {
        if (expired) {
            // Until the next purge only: the stretches count what cannot be restored any more.
            return VersionSql.restorable(handle, owner, type, query.deletedSince(), size, offset);
        }
        long after = total - offset - size;
        if (offset <= StretchSql.LENGTH) {
            return VersionSql.newest(handle, owner, type, buried, size, offset);
        }
        if (after <= StretchSql.LENGTH) {
            List<PackageVersion> items = new ArrayList<>(VersionSql.oldest(handle, owner, type, buried, size, after));
            Collections.reverse(items);
            return items;
        }
        StretchSql.Start start = StretchSql.find(handle, owner.value(), buried, offset);
        return start.before().isEmpty()
                ? VersionSql.newest(handle, owner, type, buried, size, start.skip())
                : VersionSql.older(handle, owner, type, buried, start.before().get(), size, start.skip());
    }
}
