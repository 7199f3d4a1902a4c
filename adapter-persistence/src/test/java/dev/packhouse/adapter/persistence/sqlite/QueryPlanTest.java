package dev.packhouse.adapter.persistence.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.persistence.sql.AccountSql;
import dev.packhouse.adapter.persistence.sql.AuditSql;
import dev.packhouse.adapter.persistence.sql.ManifestSql;
import dev.packhouse.adapter.persistence.sql.MembershipSql;
import dev.packhouse.adapter.persistence.sql.PackageSql;
import dev.packhouse.adapter.persistence.sql.RepositoryListSql;
import dev.packhouse.adapter.persistence.sql.RepositorySql;
import dev.packhouse.adapter.persistence.sql.SequenceSql;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.TokenSql;
import dev.packhouse.adapter.persistence.sql.VersionPageIndex;
import dev.packhouse.adapter.persistence.sql.VersionSql;
import dev.packhouse.adapter.persistence.sql.maintenance.AuditPruning;
import dev.packhouse.adapter.persistence.sql.maintenance.Purge;
import dev.packhouse.adapter.persistence.sql.state.ExistingStateQueries;
import dev.packhouse.adapter.persistence.sql.state.VersionPublisher;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the query plan of each statement: it reads by an index and in its order, without a table scan or a sort. */
class QueryPlanTest {

    private static final String SQL = AccountSql.class.getPackageName();

    private static final List<Class<?>> HOLDERS = List.of(
            AccountSql.class,
            MembershipSql.class,
            RepositorySql.class,
            RepositoryListSql.class,
            TokenSql.class,
            PackageSql.class,
            type(SQL + ".PackageListSql"),
            VersionSql.class,
            ManifestSql.class,
            VersionPageIndex.class,
            AuditSql.class,
            SequenceSql.class,
            ExistingStateQueries.class,
            VersionPublisher.class,
            Purge.class,
            AuditPruning.class);

    /** Statements that read whole tables: for exports and for the list of tokens. */
    private static final Set<String> WHOLE_TABLES = Set.of(
            "AccountSql.ALL", "AccountSql.PEOPLE", "RepositorySql.ALL", "RepositorySql.ALL_ROLES", "TokenSql.ALL");

    private static final Set<String> ENDS_OF_THE_TRAIL = Set.of("AuditPruning.OLDEST");

    private static final Set<String> OF_OWN_REPOSITORIES = Set.of("SCAN own", "USE TEMP B-TREE FOR ORDER BY");

    @TempDir
    Path directory;

    @Test
    void everyStatementReadsByIndex() throws IllegalAccessException {
        Map<String, String> statements = statements();
        Map<String, List<String>> wrong = new TreeMap<>();
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            backend.database().read(connection -> {
                statements.forEach((name, sql) -> {
                    List<String> steps = offending(connection, name, sql);
                    if (!steps.isEmpty()) {
                        wrong.put(name, steps);
                    }
                });
                return null;
            });
        }

        assertThat(statements).hasSizeGreaterThan(50);
        assertThat(wrong).isEmpty();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> statements() throws IllegalAccessException {
        Map<String, String> statements = new TreeMap<>();
        for (Class<?> holder : HOLDERS) {
            for (Field field : holder.getDeclaredFields()) {
                String name = holder.getSimpleName() + "." + field.getName();
                if (Modifier.isStatic(field.getModifiers())
                        && field.getType() == String.class
                        && !field.getName().equals("COLUMNS")
                        && !WHOLE_TABLES.contains(name)) {
                    field.setAccessible(true);
                    statements.put(name, (String) field.get(null));
                }
            }
        }
        return statements;
    }

    private static List<String> offending(SqlConnection connection, String name, String sql) {
        List<String> wrong = new ArrayList<>();
        for (String step : plan(connection, sql)) {
            // The ids of a page are a JSON array; the audit trail is read from its ends; a user's own repositories come
            // from
            // several accounts, and are collected by index and then sorted.
            boolean expected = step.startsWith("SCAN i VIRTUAL TABLE")
                    || (step.equals("SCAN audit") && ENDS_OF_THE_TRAIL.contains(name))
                    || (name.startsWith("RepositoryListSql.OWN_") && OF_OWN_REPOSITORIES.contains(step))
                    || step.equals("SCAN CONSTANT ROW");
            if (!expected && (step.contains("SCAN") || step.contains("TEMP B-TREE") || step.contains("AUTOMATIC"))) {
                wrong.add(step);
            }
        }
        return wrong;
    }

    /** The parameters stay unbound. */
    private static List<String> plan(SqlConnection connection, String sql) {
        List<String> steps = new ArrayList<>();
        try (Statement statement = connection.driver().createStatement();
                ResultSet row = statement.executeQuery("explain query plan " + sql)) {
            while (row.next()) {
                steps.add(row.getString(4));
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return steps;
    }
}
