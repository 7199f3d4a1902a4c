package dev.packhouse.adapter.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the statements of one connection prepared, which halves the cost of a small query, and with each the positions
 * of its columns, which the driver forgets with each result. A statement in use is not in the map, so that the mapper of
 * a query can run the same SQL again.
 */
final class PreparedStatementCache {

    private final Map<String, Prepared> idle = new HashMap<>();

    /** Executes a prepared statement. */
    @FunctionalInterface
    interface Execution<T> {
        T of(PreparedStatement statement, SqlRow.Columns columns) throws SQLException;
    }

    private record Prepared(PreparedStatement statement, Map<String, Integer> positions) implements SqlRow.Columns {

        @Override
        public int position(ResultSet result, String column) throws SQLException {
            Integer known = positions.get(column);
            if (known == null) {
                known = result.findColumn(column);
                positions.put(column, known);
            }
            return known;
        }
    }

    <T> T using(Connection connection, String sql, Execution<T> execution) throws SQLException {
        Prepared cached = idle.remove(sql);
        Prepared prepared = cached == null ? new Prepared(connection.prepareStatement(sql), new HashMap<>()) : cached;
        T result;
        try {
            result = execution.of(prepared.statement(), prepared);
        } catch (SQLException | RuntimeException | Error e) {
            close(prepared.statement(), e);
            throw e;
        }
        // The parameters stay: each use sets all of them.
        Prepared other = idle.put(sql, prepared);
        if (other != null) {
            other.statement().close();
        }
        return result;
    }

    /** Closes a statement that has failed. */
    private static void close(PreparedStatement statement, Throwable failure) {
        try {
            statement.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
