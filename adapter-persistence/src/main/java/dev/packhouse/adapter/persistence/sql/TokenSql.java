package dev.packhouse.adapter.persistence.sql;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.TokenHolder;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.RepositoryName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The SQL of tokens. The database holds only the SHA-256 of a token. A token is added and revoked, and never changed.
 */
public final class TokenSql {

    static final String BY_HASH = """
            select id, kind, user_id, repository_id, permission, scopes, expires_at
              from token
             where hash = ?
            """;

    static final String SSO = """
            select a.login
              from token_sso s
              join account a on a.id = s.organization_id
             where s.token_id = ?
            """;

    static final String ALL = """
            select t.id, t.hash, t.kind, u.login as user_login, o.login as repository_owner, r.name as repository_name,
                   t.permission, t.scopes, t.expires_at
              from token t
              left join account u on u.id = t.user_id
              left join repository r on r.id = t.repository_id
              left join account o on o.id = r.owner_id
             order by t.id
            """;

    private static final String INSERT = """
            insert into token (id, hash, kind, user_id, repository_id, permission, scopes, expires_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_SSO = "insert into token_sso (token_id, organization_id) values (?, ?)";

    static final String DELETE = "delete from token where id = ?";

    private TokenSql() {}

    /** A stored token. */
    record Row(
            long id,
            TokenKind kind,
            OptionalLong user,
            OptionalLong repository,
            Role permission,
            Scopes scopes,
            Optional<Instant> expiresAt) {

        /** Checks that the token belongs either to a user or to a repository. */
        Row {
            if (user.isPresent() == repository.isPresent()) {
                throw new IllegalArgumentException("A token belongs to a user or to a repository");
            }
        }
    }

    public static Optional<Row> find(SqlConnection connection, TokenHash hash) {
        return connection.first(
                BY_HASH,
                row -> new Row(
                        row.number("id"),
                        TokenKind.valueOf(row.text("kind")),
                        row.optionalNumber("user_id"),
                        row.optionalNumber("repository_id"),
                        row.role("permission"),
                        scopes(row.text("scopes")),
                        row.optionalText("expires_at").map(Instant::parse)),
                hash.hex());
    }

    static Set<Login> ssoOrganizations(SqlConnection connection, long token) {
        return new HashSet<>(connection.list(SSO, row -> new Login(row.text("login")), token));
    }

    public static List<StoredToken> all(SqlConnection connection) {
        return connection.list(
                ALL,
                row -> new StoredToken(
                        row.number("id"),
                        new TokenEntry(
                                new TokenHash(row.text("hash")),
                                TokenKind.valueOf(row.text("kind")),
                                holder(row),
                                scopes(row.text("scopes")),
                                ssoOrganizations(connection, row.number("id")),
                                row.optionalText("expires_at").map(Instant::parse))));
    }

    private static TokenHolder holder(SqlRow row) throws SQLException {
        Optional<String> user = row.optionalText("user_login");
        return user.isPresent()
                ? new UserHolder(new Login(user.get()))
                : new WorkflowHolder(
                        new RepositoryName(new Login(row.text("repository_owner")), row.text("repository_name")),
                        row.role("permission"));
    }

    /**
     * The stored form of the holder of a token: the id of a user, or the id of a repository and the permission of its
     * workflows.
     */
    public record Holder(Optional<Long> user, Optional<Long> repository, Optional<Role> permission) {

        public static Holder user(long id) {
            return new Holder(Optional.of(id), Optional.empty(), Optional.empty());
        }

        public static Holder workflow(long repository, Role permission) {
            return new Holder(Optional.empty(), Optional.of(repository), Optional.of(permission));
        }
    }

    public static void insert(
            SqlConnection connection, long id, TokenEntry entry, Holder holder, List<Long> ssoOrganizations) {
        connection.update(
                INSERT,
                id,
                entry.hash().hex(),
                entry.kind().name(),
                holder.user().orElse(null),
                holder.repository().orElse(null),
                holder.permission().map(Role::label).orElse(null),
                entry.scopes().granted().stream().map(Scope::label).sorted().collect(joining(" ")),
                entry.expiresAt().map(Instant::toString).orElse(null));
        ssoOrganizations.forEach(organization -> connection.update(INSERT_SSO, id, organization));
    }

    private static Scopes scopes(String labels) {
        return new Scopes(Stream.of(labels.split(" "))
                .filter(label -> !label.isEmpty())
                .map(label -> Scope.parse(label).orElseThrow())
                .collect(toUnmodifiableSet()));
    }

    public static boolean delete(SqlConnection connection, long id) {
        return connection.update(DELETE, id) == 1;
    }
}
