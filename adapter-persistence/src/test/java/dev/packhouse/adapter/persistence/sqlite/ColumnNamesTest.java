package dev.packhouse.adapter.persistence.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.model.UnavailableException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns are read by their names, so the names in each result are unique words. */
class ColumnNamesTest {

    @TempDir
    Path directory;

    @Test
    void theColumnsOfEachQueryHaveUniqueNames() throws Exception {
        Map<String, List<String>> columns = new TreeMap<>();
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            for (Map.Entry<String, String> query : queries().entrySet()) {
                columns.put(
                        query.getKey(),
                        backend.database().read(connection -> columns(connection.driver(), query.getValue())));
            }
        }

        assertThat(columns).hasSizeGreaterThan(40);
        assertThat(columns).allSatisfy((query, names) -> {
            assertThat(names).doesNotHaveDuplicates();
            if (!query.startsWith("ExistingStateQueries.")) {
                assertThat(names).allMatch(name -> name.matches("[a-z_]+"));
            }
        });
    }

    private static List<String> columns(Connection connection, String sql) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSetMetaData result = statement.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= result.getColumnCount(); i++) {
                names.add(result.getColumnName(i));
            }
            return names;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Returns the constants of all classes of the module that are queries. */
    private static Map<String, String> queries() throws IOException, URISyntaxException, ReflectiveOperationException {
        Path root = Path.of(SqlConnection.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, String> queries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                for (Field field : type.getDeclaredFields()) {
                    boolean fragment = field.getName().equals("COLUMNS");
                    if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class && !fragment) {
                        field.setAccessible(true);
                        String text = (String) field.get(null);
                        if (text.matches("(?s)(select .* from|with|pragma) .*")) {
                            queries.put(type.getSimpleName() + "." + field.getName(), text);
                        }
                    }
                }
            }
        }
        return queries;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWrongNameFailsAndIsNoDamage(boolean fastPaths) {
        DatabaseLimits limits = NpmStore.FEW.with(fastPaths ? FastPaths.ALL : FastPaths.NONE);
        try (OpenedSqlite backend = OpenedSqlite.open(directory, NpmStore.settings(directory), limits)) {
            NpmStore.add(backend, NpmStore.people());

            assertThatThrownBy(() -> backend.database()
                            .read(connection ->
                                    connection.list("select login as name from account", row -> row.text("login"))))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("no such column: 'login'");
            assertThat(backend.health().ready()).isTrue();
        }
    }
}
