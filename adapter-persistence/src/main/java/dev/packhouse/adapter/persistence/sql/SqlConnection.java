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

/**
 * A connection to a database, which runs the statements of this module. One thread at a time uses it.
 *
 * <p>A failure of the database is an {@link UnavailableException}, as {@link DatabaseErrors} translates it. Arguments are
 * numbers without fraction, or strings, or null.
 */
public final class SqlConnection {

    private final Connection driver;
    private final DatabaseErrors errors;
    private final Optional<PreparedStatementCache> statements;
    private final boolean pageIndex;

    /**
     * Creates a connection over one of the driver. Each fast path stands beside a plain path with the same results.
     *
     * @param statementCache whether statements stay prepared
     * @param pageIndex whether the page index finds the pages in the middle of a long list
     */
    public SqlConnection(Connection driver, DatabaseErrors errors, boolean statementCache, boolean pageIndex) {
        this.driver = driver;
        this.errors = errors;
        this.statements = statementCache ? Optional.of(new PreparedStatementCache()) : Optional.empty();
        this.pageIndex = pageIndex;
    }

    /** Returns the connection of the driver. */
    public Connection driver() {
        return driver;
    }

    /** Whether the page index finds the pages in the middle of a long list. */
    boolean pageIndex() {
        return pageIndex;
    }

    /** Whether this failure is the violation of a constraint of the schema. */
    public boolean isConstraintViolation(Throwable failure) {
        return errors.constraintViolation().test(failure);
    }

    /**
     * Maps the current row to a value. An {@link IllegalArgumentException}, {@link DateTimeException} or {@link
     * NoSuchElementException} reports a value that is none of the domain, and so a damaged row: constructors and parsers
     * of the domain throw them. Any other exception is an error of the program, and no damage.
     */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(SqlRow row) throws SQLException;
    }

    /** Passes each row to the reader, and drops the values. */
    public void forEach(String sql, RowReader<?> reader, Object... arguments) {
        using(sql, arguments, (statement, columns) -> read(statement, columns, reader));
    }

    /** Returns all rows. */
    public <T> List<T> list(String sql, RowReader<T> reader, Object... arguments) {
        List<T> values = new ArrayList<>();
        forEach(sql, row -> values.add(reader.read(row)), arguments);
        return values;
    }

    /** Returns the first row; a missing row is reported as damage. */
    public <T> T one(String sql, RowReader<T> reader, Object... arguments) {
        return first(sql, reader, arguments).orElseThrow(this::missing);
    }

    /** Returns the first row, if there is one. */
    public <T> Optional<T> first(String sql, RowReader<T> reader, Object... arguments) {
        return list(sql, reader, arguments).stream().findFirst();
    }

    /** Returns whether there is a row. */
    public boolean exists(String sql, Object... arguments) {
        return !list(sql, row -> true, arguments).isEmpty();
    }

    /** Executes a change, and returns the number of changed rows. */
    public int update(String sql, Object... arguments) {
        return using(sql, arguments, (statement, columns) -> statement.executeUpdate());
    }

    /** Executes statements without arguments that are separated by semicolons. */
    public void script(String script) {
        try (Statement statement = driver.createStatement()) {
            statement.executeUpdate(script);
        } catch (SQLException e) {
            throw errors.unavailable().apply(e);
        }
    }

    private <T> T using(String sql, Object[] arguments, PreparedStatementCache.Execution<T> execution) {
        PreparedStatementCache.Execution<T> bound = (statement, columns) -> {
            bind(statement, arguments);
            return execution.of(statement, columns);
        };
        try {
            if (statements.isPresent()) {
                return statements.get().using(driver, sql, bound);
            }
            try (PreparedStatement statement = driver.prepareStatement(sql)) {
                return bound.of(statement, ResultSet::findColumn);
            }
        } catch (SQLException e) {
            throw errors.unavailable().apply(e);
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

    private Void read(PreparedStatement statement, SqlRow.Columns columns, RowReader<?> reader) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            SqlRow row = new SqlRow(result, columns);
            while (result.next()) {
                read(row, reader);
            }
        }
        return null;
    }

    /** Every row was written from valid values, so an invalid one shows damage. */
    private void read(SqlRow row, RowReader<?> reader) throws SQLException {
        try {
            reader.read(row);
        } catch (IllegalArgumentException | DateTimeException | NoSuchElementException e) {
            throw errors.unavailable().apply(new DamagedRowException("a row cannot be read: " + e.getMessage(), e));
        }
    }

    /** Returns the failure for a missing row that was written in the same transaction as an existing one. */
    public UnavailableException missing() {
        return errors.unavailable().apply(new DamagedRowException("a row is missing", null));
    }
}
