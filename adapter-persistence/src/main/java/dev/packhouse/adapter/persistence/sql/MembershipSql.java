package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.OrganizationMembership;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The SQL of the lists of members, and of the organizations of a user. */
public final class MembershipSql {

    static final String MEMBERS = """
            select a.id, a.kind, a.login, a.name, a.description, a.site_admin, a.saml_sso, a.created_at, a.updated_at
              from membership m
              join account a on a.id = m.user_id
             where m.organization_id = ? and m.role in (?, ?)
             order by m.user_id
             limit ? offset ?
            """;

    static final String MEMBER_COUNT = """
            select count(*) as number
              from membership
             where organization_id = ? and role in (?, ?)
            """;

    static final String SINGLE_SIGN_ON = """
            select a.id, a.kind, a.login, a.name, a.description, a.site_admin, a.saml_sso, a.created_at, a.updated_at
              from membership m
              join account a on a.id = m.organization_id
             where m.user_id = ? and a.saml_sso = 1
             order by m.organization_id
            """;

    /** The organizations that are left out are a JSON array. */
    static final String ORGANIZATIONS = """
            select a.id, a.kind, a.login, a.name, a.description, a.site_admin, a.saml_sso, a.created_at, a.updated_at,
                   m.role
              from membership m
              join account a on a.id = m.organization_id
             where m.user_id = ? and m.organization_id not in (select i.value from json_each(?) i)
             order by m.organization_id
             limit ? offset ?
            """;

    static final String ORGANIZATION_COUNT = """
            select count(*) as number
              from membership
             where user_id = ? and organization_id not in (select i.value from json_each(?) i)
            """;

    private MembershipSql() {}

    public static Page<User> members(
            SqlConnection connection, Organization organization, Set<Membership> memberships, PageRequest page) {
        String owner = label(memberships, Membership.OWNER);
        String member = label(memberships, Membership.MEMBER);
        long id = organization.id().value();
        long count = connection.one(MEMBER_COUNT, row -> row.number("number"), id, owner, member);
        List<User> items = connection.list(
                MEMBERS, row -> (User) AccountSql.account(row), id, owner, member, page.size(), page.offset());
        return new Page<>(items, page.lastPageOf(count));
    }

    /** Returns the membership in the form of the database; null, which no row has, if it is not one of these. */
    private static String label(Set<Membership> memberships, Membership membership) {
        return memberships.contains(membership) ? AccountSql.label(membership) : null;
    }

    public static List<Organization> singleSignOn(SqlConnection connection, User user) {
        return connection.list(
                SINGLE_SIGN_ON,
                row -> (Organization) AccountSql.account(row),
                user.id().value());
    }

    public static Page<OrganizationMembership> organizations(
            SqlConnection connection, User user, Set<AccountId> without, PageRequest page) {
        String ids = array(without);
        long id = user.id().value();
        long count = connection.one(ORGANIZATION_COUNT, row -> row.number("number"), id, ids);
        List<OrganizationMembership> items = connection.list(
                ORGANIZATIONS,
                row -> new OrganizationMembership(
                        (Organization) AccountSql.account(row), user, AccountSql.membership(row)),
                id,
                ids,
                page.size(),
                page.offset());
        return new Page<>(items, page.lastPageOf(count));
    }

    /** Returns the ids as a JSON array of numbers. */
    static String array(Collection<AccountId> ids) {
        return ids.stream().map(AccountId::value).toList().toString();
    }
}
