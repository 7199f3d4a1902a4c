package dev.packhouse.adapter.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageSqlTest {

    private static String schema() throws IOException {
        try (InputStream script =
                PackageSql.class.getResourceAsStream("/dev/packhouse/adapter/persistence/sqlite/001-packages.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void packagesAreInTheOrderOfTheirIdsAndNotOfTheRequest() throws SQLException, IOException {
        try (Connection driver = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            SqlConnection connection = new SqlConnection(
                    driver,
                    new DatabaseErrors(failure -> new UnavailableException("failed", failure), failure -> false),
                    false,
                    false);
            connection.script(schema());
            connection.update(
                    "insert into account (id, kind, login, login_key, site_admin, saml_sso, created_at, updated_at)"
                            + " values (1, 'user', 'monalisa', 'monalisa', 0, 0, 0, 0)");
            for (int id : List.of(7, 8, 9)) {
                connection.update(
                        "insert into package (id, owner_id, type, name, name_key, visibility, inherits_access,"
                                + " docker_conflict, created_at, updated_at, active, tagged, most_downloads,"
                                + " deleted_individually) values (?, 1, 'npm', ?, ?, 'public', 0, 0, 0, 0, 0, 0, 0, 0)",
                        id,
                        "p" + id,
                        "p" + id);
            }
            Account owner = AccountSql.find(connection, new Login("monalisa")).orElseThrow();

            assertThat(PackageSql.byIds(connection, owner, List.of(9L, 7L, 8L)))
                    .extracting(found -> found.id().value())
                    .containsExactly(7L, 8L, 9L);
        }
    }
}
