package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.UnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Runs the statements of this module on the driver. A statement of JDBI would cost as much time as SQLite. */
public final class SqlQuery {

    private SqlQuery() {}

    /** Maps the current row to a value. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(SqlRow row) throws SQLException;
    }

    /** Executes a prepared statement. */
    @FunctionalInterface
    interface Execution<T> {
        T of(PreparedStatement statement, SqlRow.Columns columns) throws SQLException;
    }

    /** Returns all rows. The arguments are of type {@code Long} or {@code String}, or null. */
    public static <T> List<T> list(Handle handle, String sql, RowReader<T> reader, Object... arguments) {
        return using(handle, sql, arguments, (statement, columns) -> read(handle, statement, columns, reader));
    }

    /** Returns the first row; a missing row is reported as damage. */
    public static <T> T one(Handle handle, String sql, RowReader<T> reader, Object... arguments) {
        return first(handle, sql, reader, arguments).orElseThrow(() -> missing(handle));
    }

    /** Returns the first row, if there is one. */
    public static <T> Optional<T> first(Handle handle, String sql, RowReader<T> reader, Object... arguments) {
        return list(handle, sql, reader, arguments).stream().findFirst();
    }

    /** Returns whether there is a row. */
    public static boolean exists(Handle handle, String sql, Object... arguments) {
        return !list(handle, sql, row -> true, arguments).isEmpty();
    }

    /** Executes a change, and returns the number of changed rows. */
    public static int update(Handle handle, String sql, Object... arguments) {
        return using(handle, sql, arguments, (statement, columns) -> statement.executeUpdate());
    }

    /** Executes statements without arguments that are separated by semicolons. */
    public static void script(Handle handle, String script) {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.executeUpdate(script);
        } catch (SQLException e) {
            throw DatabaseErrors.unavailable(handle, e);
        }
    }

    private static <T> T using(Handle handle, String sql, Object[] arguments, Execution<T> execution) {
        Execution<T> bound = (statement, columns) -> {
            bind(statement, arguments);
            return execution.of(statement, columns);
        };
        Connection connection = handle.getConnection();
        Optional<PreparedStatementCache> cache = QueryOptions.of(handle).statements();
        try {
            if (cache.isPresent()) {
                return cache.get().using(connection, sql, bound);
            }
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return bound.of(statement, ResultSet::findColumn);
            }
        } catch (SQLException e) {
            throw DatabaseErrors.unavailable(handle, e);
        }
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setString(i + 1, (String) arguments[i]);
            }
        }
    }

    private static <T> List<T> read(
            Handle handle, PreparedStatement statement, SqlRow.Columns columns, RowReader<T> reader)
            throws SQLException {
        List<T> values = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            SqlRow row = new SqlRow(result, columns);
            while (result.next()) {
                values.add(value(handle, row, reader));
            }
        }
        return values;
    }

    /** Maps a row. Every row was written from a valid value, so a row that cannot be mapped shows damage. */
    private static <T> T value(Handle handle, SqlRow row, RowReader<T> reader) throws SQLException {
        try {
            return reader.read(row);
        } catch (BackendException e) {
            // A nested query of the mapper has failed.
            throw e;
        } catch (RuntimeException e) {
            throw DatabaseErrors.unavailable(
                    handle, new DamagedRowException("a row cannot be read: " + e.getMessage(), e));
        }
    }

    /** Returns the failure for a missing row that was written in the same transaction as an existing one. */
    public static UnavailableException missing(Handle handle) {
        return DatabaseErrors.unavailable(handle, new DamagedRowException("a row is missing", null));
    }
}
