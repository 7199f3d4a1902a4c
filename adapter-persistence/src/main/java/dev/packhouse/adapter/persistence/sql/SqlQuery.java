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
 * Asks the driver itself, with the statements that JDBI keeps: for what is behind almost every request, where JDBI costs
 * as much as SQLite.
 */
public final class SqlQuery {

    private SqlQuery() {}

    /** Makes a value of the row that the cursor is on. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Does something with a statement whose arguments are in their places. */
    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** All rows. The arguments are texts and whole numbers; null for either. */
    public static <T> List<T> list(Handle handle, String sql, RowReader<T> reader, Object... arguments) {
        return using(handle, sql, statement -> read(handle, statement, reader), arguments);
    }

    /** The one row; that there is none is damage. */
    public static <T> T one(Handle handle, String sql, RowReader<T> reader, Object... arguments) {
        return first(handle, sql, reader, arguments).orElseThrow(() -> missing(handle));
    }

    /** The first row, if there is one. */
    public static <T> Optional<T> first(Handle handle, String sql, RowReader<T> reader, Object... arguments) {
        return list(handle, sql, reader, arguments).stream().findFirst();
    }

    /** Changes something, and returns how many rows that was. */
    public static int update(Handle handle, String sql, Object... arguments) {
        return using(handle, sql, PreparedStatement::executeUpdate, arguments);
    }

    private static <T> T using(Handle handle, String sql, Use<T> use, Object... arguments) {
        Connection connection = handle.getConnection();
        StatementBuilder statements = handle.getStatementBuilder();
        try {
            PreparedStatement statement = statements.create(connection, sql, null);
            try {
                for (int i = 0; i < arguments.length; i++) {
                    bind(statement, i + 1, arguments[i]);
                }
                return use.of(statement);
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

    /** Whatever keeps a row from being a value shows that it was not written so: all that is written was one before. */
    private static <T> T value(Handle handle, ResultSet row, RowReader<T> reader) throws SQLException {
        try {
            return reader.read(row);
        } catch (BackendException e) {
            // A query for each row has failed.
            throw e;
        } catch (RuntimeException e) {
            throw DatabaseErrors.unavailable(
                    handle, new DamagedRowException("a row cannot be read: " + e.getMessage(), e));
        }
    }

    /** A row is missing that was written together with another one. */
    public static UnavailableException missing(Handle handle) {
        return DatabaseErrors.unavailable(handle, new DamagedRowException("a row is missing", null));
    }
}
