package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.adapter.persistence.sql.PackageListSql.Granted;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.policy.AccessFilter;
import dev.packhouse.domain.policy.AccessPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Reads one page of the packages that a caller may see. Merges two ordered sources: visibilities of which the caller
 * sees every package, read and counted by index; and single packages that a role of the caller makes visible. The cost
 * grows with the page and with the roles of the caller, not with the namespace. The rules of visibility are those of
 * {@link AccessFilter}.
 */
public final class PackagePageQuery {

    private final Handle handle;
    private final PackageQuery query;
    private final AccessFilter filter;
    private final RoleGrantee grantee;
    private final Role needed;

    /** The visibilities of which the caller sees every package. */
    private final List<Visibility> whole;

    public PackagePageQuery(Handle handle, PackageQuery query, AccessFilter filter, RoleGrantee grantee) {
        this.handle = handle;
        this.query = query;
        this.filter = filter;
        this.grantee = grantee;
        this.needed = AccessPolicy.roleToSee(query.state());
        this.whole = query.visibilities().stream().filter(this::isWhole).toList();
    }

    private boolean isWhole(Visibility visibility) {
        return filter.admin() || (needed == Role.READ && filter.readable().contains(visibility));
    }

    public Page<Package> page() {
        NavigableSet<Long> single = granted();
        long total = count() + single.size();
        long offset = query.page().offset();
        List<Package> items = offset >= total
                ? List.of()
                : PackageSql.byIds(handle, query.namespace().owner(), ids(single, offset));
        return new Page<>(items, query.page().lastPageOf(total));
    }

    private long count() {
        if (whole.isEmpty()) {
            return 0;
        }
        return query.state() == State.ACTIVE
                ? PackageListSql.count(handle, query.namespace(), whole)
                : PackageListSql.deletedCount(handle, query.namespace(), whole, query.deletedSince());
    }

    private List<Long> ids(long limit, long offset) {
        if (whole.isEmpty()) {
            return List.of();
        }
        return query.state() == State.ACTIVE
                ? PackageListSql.activeIds(handle, query.namespace(), whole, limit, offset)
                : PackageListSql.deletedIds(handle, query.namespace(), whole, query.deletedSince(), limit, offset);
    }

    /** Returns the ids of the packages that only a role makes visible. */
    private NavigableSet<Long> granted() {
        NavigableSet<Long> ids = new TreeSet<>();
        if (whole.size() == query.visibilities().size()) {
            return ids;
        }
        for (Granted each : PackageListSql.byPackageRole(handle, query.namespace(), grantee)) {
            if (matchesQuery(each) && filter.packageRolesCountFor().contains(each.visibility())) {
                ids.add(each.id());
            }
        }
        for (Granted each : PackageListSql.byRepositoryRole(handle, query.namespace(), grantee)) {
            if (matchesQuery(each)
                    && (filter.repositoryRoles() == AccessFilter.RepositoryRoles.COUNT_ALWAYS
                            || each.inheritsAccess())) {
                ids.add(each.id());
            }
        }
        return ids;
    }

    private boolean matchesQuery(Granted each) {
        boolean inState = query.state() == State.ACTIVE
                ? each.deletedAt().isEmpty()
                : each.deletedAt()
                        .filter(at -> !at.isBefore(query.deletedSince()))
                        .isPresent();
        return inState
                && each.role().includes(needed)
                && query.visibilities().contains(each.visibility())
                && !whole.contains(each.visibility());
    }

    /**
     * Merges both sources. At most {@code single.size()} of the packages before the page are single ones, so the first
     * {@code offset - single.size()} packages of the whole visibilities are skipped by the query.
     */
    private List<Long> ids(NavigableSet<Long> single, long offset) {
        int size = query.page().size();
        long skipped = Math.max(0, offset - single.size());
        List<Long> ordered = ids(size + (offset - skipped), skipped);
        List<Long> page = new ArrayList<>(size);
        long position = skipped;
        List<Long> singles = new ArrayList<>(single);
        int next = 0;
        if (skipped > 0 && !ordered.isEmpty()) {
            // The single packages before the first id that was read. They are at most single.size(), and so before the
            // page.
            next = single.headSet(ordered.get(0)).size();
            position += next;
        }
        int index = 0;
        while (page.size() < size && (index < ordered.size() || next < singles.size())) {
            boolean fromSingles =
                    index == ordered.size() || (next < singles.size() && singles.get(next) < ordered.get(index));
            long id = fromSingles ? singles.get(next++) : ordered.get(index++);
            if (position++ >= offset) {
                page.add(id);
            }
        }
        return page;
    }
}
