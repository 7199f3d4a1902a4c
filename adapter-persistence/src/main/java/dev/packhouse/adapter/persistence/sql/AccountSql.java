package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

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
    public static boolean rename(SqlConnection connection, AccountId id, Login login) {
        return connection.update(RENAME, login.value(), login.key(), id.value(), login.key(), id.value()) > 0;
    }

    public static Optional<Account> find(SqlConnection connection, AccountId id) {
        return connection.first(BY_ID, AccountSql::account, id.value());
    }

    public static Optional<Account> find(SqlConnection connection, Login login) {
        return connection.first(BY_LOGIN, AccountSql::account, login.key());
    }

    public static List<Account> all(SqlConnection connection) {
        return connection.list(ALL, AccountSql::account);
    }

    /** Reads all columns of an account. */
    static Account account(SqlRow row) throws SQLException {
        AccountId id = new AccountId(row.number("id"));
        Login login = new Login(row.text("login"));
        return row.text("kind").equals("user")
                ? new User(
                        id,
                        login,
                        row.optionalText("name"),
                        row.flag("site_admin"),
                        row.instant("created_at"),
                        row.instant("updated_at"))
                : new Organization(
                        id,
                        login,
                        row.optionalText("name"),
                        row.optionalText("description"),
                        row.flag("saml_sso"),
                        row.instant("created_at"),
                        row.instant("updated_at"));
    }

    public static Membership membership(SqlConnection connection, AccountId organization, AccountId user) {
        return connection
                .first(ROLE, AccountSql::membership, organization.value(), user.value())
                .orElse(Membership.NONE);
    }

    /** Reads the column role. */
    static Membership membership(SqlRow row) throws SQLException {
        return row.text("role").equals("owner") ? Membership.OWNER : Membership.MEMBER;
    }

    public static List<Login> people(SqlConnection connection, AccountId organization, Membership membership) {
        return connection.list(PEOPLE, row -> new Login(row.text("login")), organization.value(), label(membership));
    }

    public static void insert(SqlConnection connection, long id, UserEntry user) {
        connection.update(
                INSERT,
                id,
                "user",
                user.login().value(),
                user.login().key(),
                user.name().orElse(null),
                null,
                user.siteAdmin() ? 1L : 0L,
                0L,
                EpochNanos.of(user.createdAt()),
                EpochNanos.of(user.updatedAt()));
    }

    public static void insert(SqlConnection connection, long id, OrganizationEntry organization) {
        connection.update(
                INSERT,
                id,
                "organization",
                organization.login().value(),
                organization.login().key(),
                organization.name().orElse(null),
                organization.description().orElse(null),
                0L,
                organization.samlSso() ? 1L : 0L,
                EpochNanos.of(organization.createdAt()),
                EpochNanos.of(organization.updatedAt()));
    }

    public static void insert(
            SqlConnection connection, long organization, long user, Membership membership, int position) {
        connection.update(INSERT_MEMBER, organization, user, label(membership), position);
    }

    /** Returns the membership in the form of the database. */
    static String label(Membership membership) {
        return membership == Membership.OWNER ? "owner" : "member";
    }
}
