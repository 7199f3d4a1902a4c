package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.UnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementBuilder;

/**
 * Runs statements on the driver without JDBI, but with the prepared statements of the handle. Used for the statements
 * of almost every request, where JDBI costs as much time as SQLite.
 */
public final class SqlQuery {

    private SqlQuery() {}

    /** Maps the current row to a value. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Executes a statement whose arguments are bound. */
    @FunctionalInterface
    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** Returns all rows. The arguments are of type {@code Long} or {@code String}, or null. */
    public static <T> List<T> list(Handle handle, String sql, RowReader<T> reader, Object... arguments) {
        return using(handle, sql, statement -> read(handle, statement, reader), arguments);
    }

    /** Returns the first row; a missing row is reported as damage. */
    public static <T> T one(Handle handle, String sql, RowReader<T> reader, Object... arguments) {
        return first(handle, sql, reader, arguments).orElseThrow(() -> missing(handle));
    }

    /** Returns the first row, if there is one. */
    public static <T> Optional<T> first(Handle handle, String sql, RowReader<T> reader, Object... arguments) {
        return list(handle, sql, reader, arguments).stream().findFirst();
    }

    /** Executes a change, and returns the number of changed rows. */
    public static int update(Handle handle, String sql, Object... arguments) {
        return using(handle, sql, PreparedStatement::executeUpdate, arguments);
    }

    private static <T> T using(Handle handle, String sql, Execution<T> execution, Object... arguments) {
        Connection connection = handle.getConnection();
        StatementBuilder statements = handle.getStatementBuilder();
        try {
            PreparedStatement statement = statements.create(connection, sql, null);
            try {
                for (int i = 0; i < arguments.length; i++) {
                    bind(statement, i + 1, arguments[i]);
                }
                return execution.of(statement);
            } finally {
                statements.close(connection, sql, statement);
            }
        } catch (SQLException e) {
            throw DatabaseErrors.unavailable(handle, e);
        }
    }

    private static void bind(PreparedStatement statement, int index, Object argument) throws SQLException {
        if (argument instanceof Long number) {
            statement.setLong(index, number);
        } else {
            statement.setString(index, (String) argument);
        }
    }

    private static <T> List<T> read(Handle handle, PreparedStatement statement, RowReader<T> reader)
            throws SQLException {
        List<T> values = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                values.add(value(handle, row, reader));
            }
        }
        return values;
    }

    /** Maps a row. Every row was written from a valid value, so a row that cannot be mapped shows damage. */
    private static <T> T value(Handle handle, ResultSet row, RowReader<T> reader) throws SQLException {
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
