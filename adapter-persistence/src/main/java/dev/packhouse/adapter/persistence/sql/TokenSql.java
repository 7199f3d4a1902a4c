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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

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
            select t.id, t.hash, t.kind, u.login, o.login, r.name, t.permission, t.scopes, t.expires_at
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

    public static Optional<Row> find(Handle handle, TokenHash hash) {
        return SqlQuery.first(
                handle,
                BY_HASH,
                row -> new Row(
                        row.getLong(1),
                        TokenKind.valueOf(row.getString(2)),
                        Columns.optionalLong(row, 3),
                        Columns.optionalLong(row, 4),
                        Columns.role(row, 5),
                        scopes(row.getString(6)),
                        Optional.ofNullable(row.getString(7)).map(Instant::parse)),
                hash.hex());
    }

    static Set<Login> ssoOrganizations(Handle handle, long token) {
        return new HashSet<>(SqlQuery.list(handle, SSO, row -> new Login(row.getString(1)), token));
    }

    public static List<StoredToken> all(Handle handle) {
        return SqlQuery.list(
                handle,
                ALL,
                row -> new StoredToken(
                        row.getLong(1),
                        new TokenEntry(
                                new TokenHash(row.getString(2)),
                                TokenKind.valueOf(row.getString(3)),
                                holder(row),
                                scopes(row.getString(8)),
                                ssoOrganizations(handle, row.getLong(1)),
                                Optional.ofNullable(row.getString(9)).map(Instant::parse))));
    }

    private static TokenHolder holder(ResultSet row) throws SQLException {
        String user = row.getString(4);
        return user != null
                ? new UserHolder(new Login(user))
                : new WorkflowHolder(
                        new RepositoryName(new Login(row.getString(5)), row.getString(6)), Columns.role(row, 7));
    }

    public static void insert(
            Handle handle,
            long id,
            TokenEntry entry,
            OptionalLong user,
            OptionalLong repository,
            Optional<Role> permission,
            List<Long> ssoOrganizations) {
        handle.createUpdate(INSERT)
                .bind(0, id)
                .bind(1, entry.hash().hex())
                .bind(2, entry.kind().name())
                .bind(3, user.isPresent() ? user.getAsLong() : null)
                .bind(4, repository.isPresent() ? repository.getAsLong() : null)
                .bind(5, permission.map(Role::label).orElse(null))
                .bind(
                        6,
                        entry.scopes().granted().stream()
                                .map(Scope::label)
                                .sorted()
                                .collect(joining(" ")))
                .bind(7, entry.expiresAt().map(Instant::toString).orElse(null))
                .execute();
        ssoOrganizations.forEach(organization -> handle.createUpdate(INSERT_SSO)
                .bind(0, id)
                .bind(1, organization)
                .execute());
    }

    private static Scopes scopes(String labels) {
        return new Scopes(Stream.of(labels.split(" "))
                .filter(label -> !label.isEmpty())
                .map(label -> Scope.parse(label).orElseThrow())
                .collect(toUnmodifiableSet()));
    }

    public static boolean delete(Handle handle, long id) {
        return handle.createUpdate(DELETE).bind(0, id).execute() == 1;
    }
}
