package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.RepositoryListing;
import dev.packhouse.application.model.RepositoryRelation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.policy.RepositoryFilter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The SQL of single repositories and lists of them, each with the role of a user. What a {@link RepositoryFilter} shows is a
 * condition of the query. The repositories of an account are read in the order of an index; those of a user, who has them from
 * several accounts, are sorted.
 */
public final class RepositoryListSql {

    static final String BY_NAME = """
            select r.id as repository_id, r.owner_id, r.name as repository_name, r.private, r.description, r.fork, g.role
              from repository r
              left join repository_role g
                on g.user_id = ? and g.owner_id = r.owner_id and g.repository_id = r.id
             where r.owner_id = ? and r.name_key = ?
            """;

    static final String BY_NAME_ASCENDING = ofAccount("r.name_key");
    static final String BY_NAME_DESCENDING = ofAccount("r.name_key desc");
    static final String BY_AGE_ASCENDING = ofAccount("r.id");
    static final String BY_AGE_DESCENDING = ofAccount("r.id desc");

    static final String COUNT = """
            select count(*) as number
              from repository r
              left join repository_role g
                on g.user_id = ? and g.owner_id = r.owner_id and g.repository_id = r.id
             where r.owner_id = ?
               and (r.private = 0 or ? = 1 or (? = 1 and (g.role is not null or r.id = ?)))
               and r.private between ? and ?
               and r.fork between ? and ?
            """;

    static final String OWN_BY_NAME_ASCENDING = ofUser("a.login_key, r.name_key");
    static final String OWN_BY_NAME_DESCENDING = ofUser("a.login_key desc, r.name_key desc");
    static final String OWN_BY_AGE_ASCENDING = ofUser("r.id");
    static final String OWN_BY_AGE_DESCENDING = ofUser("r.id desc");

    static final String OWN_COUNT = ids() + """
            select count(*) as number
              from own
              join repository r on r.id = own.id
             where (r.private = 0 or ? = 1)
               and r.owner_id not in (select i.value from json_each(?) i)
               and r.private between ? and ?
               and r.fork between ? and ?
            """;

    private RepositoryListSql() {}

    private static String ofAccount(String order) {
        return """
            select r.id as repository_id, r.owner_id, r.name as repository_name, r.private, r.description, r.fork, g.role
              from repository r
              left join repository_role g
                on g.user_id = ? and g.owner_id = r.owner_id and g.repository_id = r.id
             where r.owner_id = ?
               and (r.private = 0 or ? = 1 or (? = 1 and (g.role is not null or r.id = ?)))
               and r.private between ? and ?
               and r.fork between ? and ?
             order by %s
             limit ? offset ?
            """.formatted(order);
    }

    /** The repositories of a user: own ones, those of own organizations, and those on which the user has a role. */
    private static String ids() {
        return """
            with own (id) as (
              select id from repository where ? = 1 and owner_id = ?
              union
              select r.id
                from membership m
                join repository r on r.owner_id = m.organization_id
               where ? = 1 and m.user_id = ? and m.role = 'owner'
              union
              select g.repository_id
                from repository_role g
                left join membership m on m.organization_id = g.owner_id and m.user_id = g.user_id
               where g.user_id = ? and ((? = 1 and m.role is null) or (? = 1 and m.role is not null))
            )
            """;
    }

    private static String ofUser(String order) {
        return ids() + """
            select r.id as repository_id, r.owner_id, r.name as repository_name, r.private, r.description, r.fork, g.role
              from own
              join repository r on r.id = own.id
              join account a on a.id = r.owner_id
              left join repository_role g
                on g.user_id = ? and g.owner_id = r.owner_id and g.repository_id = r.id
             where (r.private = 0 or ? = 1)
               and r.owner_id not in (select i.value from json_each(?) i)
               and r.private between ? and ?
               and r.fork between ? and ?
             order by %s
             limit ? offset ?
            """.formatted(order);
    }

    /**
     * A repository.
     *
     * @param value the repository
     * @param role the role of the user on it
     */
    public record Row(Repository value, Role role) {}

    public static Optional<Row> find(SqlConnection connection, Account owner, String nameKey, RoleGrantee grantee) {
        return connection.first(
                BY_NAME, row -> row(row, owner), userId(grantee), owner.id().value(), nameKey);
    }

    public static Page<Row> ofAccount(
            SqlConnection connection,
            Account owner,
            RepositoryFilter visible,
            RepositoryListing listing,
            RoleGrantee grantee) {
        List<Object> arguments = new ArrayList<>(List.of(
                userId(grantee),
                owner.id().value(),
                flag(visible.everyPrivate()),
                flag(visible.privateWithRole()),
                grantee.isUser() ? 0L : grantee.id()));
        addKind(arguments, listing.kind());
        long count = connection.one(COUNT, row -> row.number("number"), arguments.toArray());
        String sql = pick(listing, BY_NAME_ASCENDING, BY_NAME_DESCENDING, BY_AGE_ASCENDING, BY_AGE_DESCENDING);
        return page(connection, sql, row -> owner, arguments, count, listing);
    }

    /**
     * The repositories of a user that the filter shows if the user owns them or has a role on them.
     *
     * @param owners finds an account by its id
     */
    public static Page<Row> ofUser(
            SqlConnection connection,
            User user,
            Set<RepositoryRelation> relations,
            RepositoryFilter visible,
            Set<AccountId> without,
            RepositoryListing listing,
            Function<AccountId, Account> owners) {
        long id = user.id().value();
        long organizations = flag(relations.contains(RepositoryRelation.ORGANIZATION_MEMBER));
        List<Object> own = List.of(
                flag(relations.contains(RepositoryRelation.OWNER)),
                id,
                organizations,
                id,
                id,
                flag(relations.contains(RepositoryRelation.COLLABORATOR)),
                organizations);
        List<Object> conditions = new ArrayList<>(List.of(flag(visible.everyPrivate()), MembershipSql.array(without)));
        addKind(conditions, listing.kind());
        List<Object> arguments = new ArrayList<>(own);
        arguments.addAll(conditions);
        long count = connection.one(OWN_COUNT, row -> row.number("number"), arguments.toArray());
        arguments.add(own.size(), id);
        String sql = pick(
                listing, OWN_BY_NAME_ASCENDING, OWN_BY_NAME_DESCENDING, OWN_BY_AGE_ASCENDING, OWN_BY_AGE_DESCENDING);
        return page(
                connection, sql, row -> owners.apply(new AccountId(row.number("owner_id"))), arguments, count, listing);
    }

    private interface OwnerReader {
        Account read(SqlRow row) throws SQLException;
    }

    private static Page<Row> page(
            SqlConnection connection,
            String sql,
            OwnerReader owner,
            List<Object> conditions,
            long count,
            RepositoryListing listing) {
        List<Object> arguments = new ArrayList<>(conditions);
        arguments.add(listing.page().size());
        arguments.add(listing.page().offset());
        List<Row> items = connection.list(sql, row -> row(row, owner.read(row)), arguments.toArray());
        return new Page<>(items, listing.page().lastPageOf(count));
    }

    private static Row row(SqlRow row, Account owner) throws SQLException {
        return new Row(RepositorySql.repository(row, owner), row.role("role"));
    }

    private static String pick(
            RepositoryListing listing,
            String nameAscending,
            String nameDescending,
            String ageAscending,
            String ageDescending) {
        return switch (listing.order()) {
            case FULL_NAME -> listing.descending() ? nameDescending : nameAscending;
            case CREATED -> listing.descending() ? ageDescending : ageAscending;
        };
    }

    /** Adds the lowest and the highest value of the columns private and fork. */
    private static void addKind(List<Object> arguments, RepositoryListing.Kind kind) {
        arguments.add(flag(kind == RepositoryListing.Kind.PRIVATE));
        arguments.add(flag(kind != RepositoryListing.Kind.PUBLIC));
        arguments.add(flag(kind == RepositoryListing.Kind.FORKS));
        arguments.add(flag(kind != RepositoryListing.Kind.SOURCES));
    }

    /** Returns the id of the user; 0, which no row has, for a workflow. */
    private static long userId(RoleGrantee grantee) {
        return grantee.isUser() ? grantee.id() : 0;
    }

    private static long flag(boolean value) {
        return value ? 1 : 0;
    }
}
