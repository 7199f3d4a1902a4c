package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.UnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Runs the statements of this module on the driver. A statement of JDBI would cost as much time as SQLite. */
public final class SqlQuery {

    private SqlQuery() {}

    /**
     * Maps the current row to a value. An {@link IllegalArgumentException}, {@link DateTimeException} or {@link
     * NoSuchElementException} reports a value that is none of the domain, and so a damaged row: constructors and parsers
     * of the domain throw them. Any other exception is an error of the program, and no damage.
     */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(SqlRow row) throws SQLException;
    }

    /** Uses the current row; its exceptions are those of a {@link RowReader}. */
    @FunctionalInterface
    public interface RowConsumer {
        void accept(SqlRow row) throws SQLException;
    }

    /** Executes a prepared statement. */
    @FunctionalInterface
    interface Execution<T> {
        T of(PreparedStatement statement, SqlRow.Columns columns) throws SQLException;
    }

    /** Passes each row to the consumer. The arguments are numbers without fraction, or strings, or null. */
    public static void forEach(Handle handle, String sql, RowConsumer consumer, Object... arguments) {
        using(handle, sql, arguments, (statement, columns) -> read(handle, statement, columns, consumer));
    }

    /** Returns all rows. */
    public static <T> List<T> list(Handle handle, String sql, RowReader<T> reader, Object... arguments) {
        List<T> values = new ArrayList<>();
        forEach(handle, sql, row -> values.add(reader.read(row)), arguments);
        return values;
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
            Object argument = arguments[i];
            if (argument instanceof Long || argument instanceof Integer) {
                statement.setLong(i + 1, ((Number) argument).longValue());
            } else if (argument == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setString(i + 1, (String) argument);
            }
        }
    }

    private static Void read(Handle handle, PreparedStatement statement, SqlRow.Columns columns, RowConsumer consumer)
            throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            SqlRow row = new SqlRow(result, columns);
            while (result.next()) {
                accept(handle, row, consumer);
            }
        }
        return null;
    }

    /** Every row was written from valid values, so an invalid one shows damage. */
    private static void accept(Handle handle, SqlRow row, RowConsumer consumer) throws SQLException {
        try {
            consumer.accept(row);
        } catch (IllegalArgumentException | DateTimeException | NoSuchElementException e) {
            throw DatabaseErrors.unavailable(
                    handle, new DamagedRowException("a row cannot be read: " + e.getMessage(), e));
        }
    }

    /** Returns the failure for a missing row that was written in the same transaction as an existing one. */
    public static UnavailableException missing(Handle handle) {
        return DatabaseErrors.unavailable(handle, new DamagedRowException("a row is missing", null));
    }
}
