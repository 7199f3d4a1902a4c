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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads one page of the packages that a caller may see. Merges two ordered sources: visibilities of which the caller
 * sees every package, read and counted by index; and single packages that a role of the caller makes visible. The cost
 * grows with the page and with the roles of the caller, not with the namespace. The rules of visibility are those of
 * {@link AccessFilter}.
 */
public final class PackagePageQuery {

    private final SqlConnection connection;
    private final PackageQuery query;
    private final AccessFilter filter;
    private final RoleGrantee grantee;
    private final Role needed;

    /** The visibilities of which the caller sees every package. */
    private final List<Visibility> whole;

    public PackagePageQuery(SqlConnection connection, PackageQuery query, AccessFilter filter, RoleGrantee grantee) {
        this.connection = connection;
        this.query = query;
        this.filter = filter;
        this.grantee = grantee;
        this.needed = AccessPolicy.roleToSee(query.state());
        this.whole = query.visibilities().stream()
                .filter(visibility -> filter.roleWithoutGrants(visibility).includes(needed))
                .toList();
    }

    public Page<Package> page() {
        Set<Long> single = granted();
        long total = count() + single.size();
        long offset = query.page().offset();
        List<Package> items = offset >= total
                ? List.of()
                : PackageSql.byIds(connection, query.namespace().owner(), ids(single, offset));
        return new Page<>(items, query.page().lastPageOf(total));
    }

    private long count() {
        if (whole.isEmpty()) {
            return 0;
        }
        return query.state() == State.ACTIVE
                ? PackageListSql.count(connection, query.namespace(), whole)
                : PackageListSql.deletedCount(connection, query.namespace(), whole, query.deletedSince());
    }

    private List<Long> wholeIds(long limit, long offset) {
        if (whole.isEmpty()) {
            return List.of();
        }
        return query.state() == State.ACTIVE
                ? PackageListSql.activeIds(connection, query.namespace(), whole, limit, offset)
                : PackageListSql.deletedIds(connection, query.namespace(), whole, query.deletedSince(), limit, offset);
    }

    /** Returns the ids of the packages that only a role makes visible. */
    private Set<Long> granted() {
        Set<Long> ids = new HashSet<>();
        if (whole.size() == query.visibilities().size()) {
            return ids;
        }
        addVisible(ids, PackageListSql.byPackageRole(connection, query.namespace(), grantee));
        addVisible(ids, PackageListSql.byRepositoryRole(connection, query.namespace(), grantee));
        return ids;
    }

    private void addVisible(Set<Long> ids, List<Granted> granted) {
        for (Granted each : granted) {
            Role role =
                    filter.roleOn(each.visibility(), each.inheritsAccess(), each.packageRole(), each.repositoryRole());
            if (role.includes(needed) && matchesQuery(each)) {
                ids.add(each.id());
            }
        }
    }

    private boolean matchesQuery(Granted each) {
        boolean inState = query.state() == State.ACTIVE
                ? each.deletedAt().isEmpty()
                : each.deletedAt()
                        .filter(at -> !at.isBefore(query.deletedSince()))
                        .isPresent();
        return inState && query.visibilities().contains(each.visibility()) && !whole.contains(each.visibility());
    }

    /**
     * Merges both sources. At most {@code single.size()} of the packages before the page are single ones, so the query
     * skips the first {@code offset - single.size()} packages of the whole visibilities. The single packages among those
     * sort before the first id that is read, and so before the page.
     */
    private List<Long> ids(Set<Long> single, long offset) {
        int size = query.page().size();
        long skipped = Math.max(0, offset - single.size());
        List<Long> read = wholeIds(size + (offset - skipped), skipped);
        return Stream.concat(read.stream(), single.stream())
                .sorted()
                .skip(offset - skipped)
                .limit(size)
                .toList();
    }
}
