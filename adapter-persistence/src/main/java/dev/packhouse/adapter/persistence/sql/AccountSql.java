package dev.packhouse.adapter.persistence.sql;

import static dev.packhouse.adapter.persistence.sql.Columns.flag;
import static dev.packhouse.adapter.persistence.sql.Columns.instant;
import static dev.packhouse.adapter.persistence.sql.Columns.optionalText;

import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of accounts and memberships. Existing rows never change, except for the logins of accounts. */
public final class AccountSql {

    static final String BY_ID = """
            select id, kind, login, name, description, site_admin, saml_sso, created_at, updated_at
              from account
             where id = ?
            """;

    static final String BY_LOGIN = """
            select id, kind, login, name, description, site_admin, saml_sso, created_at, updated_at
              from account
             where login_key = ?
            """;

    static final String ALL = """
            select id, kind, login, name, description, site_admin, saml_sso, created_at, updated_at
              from account
             order by id
            """;

    static final String ROLE = """
            select role
              from membership
             where organization_id = ? and user_id = ?
            """;

    static final String PEOPLE = """
            select a.login
              from membership m
              join account a on a.id = m.user_id
             where m.organization_id = ? and m.role = ?
             order by m.position
            """;

    private static final String INSERT = """
            insert into account
                   (id, kind, login, login_key, name, description, site_admin, saml_sso, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_MEMBER = """
            insert into membership (organization_id, user_id, role, position)
            values (?, ?, ?, ?)
            """;

    private static final String RENAME = """
            update account
               set login = ?, login_key = ?
             where id = ?
               and not exists (select 1 from account where login_key = ? and id <> ?)
            """;

    private AccountSql() {}

    /** Renames an account. Returns false if it does not exist, or another account has the login. */
    public static boolean rename(Handle handle, AccountId id, Login login) {
        return SqlQuery.update(handle, RENAME, login.value(), login.key(), id.value(), login.key(), id.value()) > 0;
    }

    public static Optional<Account> find(Handle handle, AccountId id) {
        return SqlQuery.first(handle, BY_ID, AccountSql::account, id.value());
    }

    public static Optional<Account> find(Handle handle, Login login) {
        return SqlQuery.first(handle, BY_LOGIN, AccountSql::account, login.key());
    }

    public static List<Account> all(Handle handle) {
        return SqlQuery.list(handle, ALL, AccountSql::account);
    }

    private static Account account(ResultSet row) throws SQLException {
        AccountId id = new AccountId(row.getLong(1));
        Login login = new Login(row.getString(3));
        return row.getString(2).equals("user")
                ? new User(id, login, optionalText(row, 4), flag(row, 6), instant(row, 8), instant(row, 9))
                : new Organization(
                        id,
                        login,
                        optionalText(row, 4),
                        optionalText(row, 5),
                        flag(row, 7),
                        instant(row, 8),
                        instant(row, 9));
    }

    public static Membership membership(Handle handle, AccountId organization, AccountId user) {
        return SqlQuery.first(
                        handle,
                        ROLE,
                        row -> row.getString(1).equals("owner") ? Membership.OWNER : Membership.MEMBER,
                        organization.value(),
                        user.value())
                .orElse(Membership.NONE);
    }

    public static List<Login> people(Handle handle, AccountId organization, Membership membership) {
        return SqlQuery.list(
                handle, PEOPLE, row -> new Login(row.getString(1)), organization.value(), label(membership));
    }

    public static void insert(Handle handle, long id, UserEntry user) {
        handle.createUpdate(INSERT)
                .bind(0, id)
                .bind(1, "user")
                .bind(2, user.login().value())
                .bind(3, user.login().key())
                .bind(4, user.name().orElse(null))
                .bind(5, (String) null)
                .bind(6, user.siteAdmin() ? 1 : 0)
                .bind(7, 0)
                .bind(8, EpochNanos.of(user.createdAt()))
                .bind(9, EpochNanos.of(user.updatedAt()))
                .execute();
    }

    public static void insert(Handle handle, long id, OrganizationEntry organization) {
        handle.createUpdate(INSERT)
                .bind(0, id)
                .bind(1, "organization")
                .bind(2, organization.login().value())
                .bind(3, organization.login().key())
                .bind(4, organization.name().orElse(null))
                .bind(5, organization.description().orElse(null))
                .bind(6, 0)
                .bind(7, organization.samlSso() ? 1 : 0)
                .bind(8, EpochNanos.of(organization.createdAt()))
                .bind(9, EpochNanos.of(organization.updatedAt()))
                .execute();
    }

    public static void insert(Handle handle, long organization, long user, Membership membership, int position) {
        handle.createUpdate(INSERT_MEMBER)
                .bind(0, organization)
                .bind(1, user)
                .bind(2, label(membership))
                .bind(3, position)
                .execute();
    }

    private static String label(Membership membership) {
        return membership == Membership.OWNER ? "owner" : "member";
    }
}
