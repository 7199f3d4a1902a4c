package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The current row of a result. Reads columns by their names, as values of the domain. A name that the result does not
 * have fails with an {@link SQLException}. The names in a result are unique: columns of joined tables have aliases.
 */
public final class SqlRow {

    private final ResultSet result;
    private final Columns columns;

    SqlRow(ResultSet result, Columns columns) {
        this.result = result;
        this.columns = columns;
    }

    /** Finds the position of a column. */
    @FunctionalInterface
    interface Columns {
        int position(ResultSet result, String column) throws SQLException;
    }

    private int position(String column) throws SQLException {
        return columns.position(result, column);
    }

    /**
     * Returns the text of a column that is never null.
     *
     * @throws NoSuchElementException if it is null
     */
    public String text(String column) throws SQLException {
        return optionalText(column).orElseThrow(() -> new NoSuchElementException(column + " is null"));
    }

    public Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(result.getString(position(column)));
    }

    public long number(String column) throws SQLException {
        return result.getLong(position(column));
    }

    public OptionalLong optionalNumber(String column) throws SQLException {
        long value = number(column);
        return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public Instant instant(String column) throws SQLException {
        return EpochNanos.instant(number(column));
    }

    public Optional<Instant> optionalInstant(String column) throws SQLException {
        long value = number(column);
        return result.wasNull() ? Optional.empty() : Optional.of(EpochNanos.instant(value));
    }

    public boolean flag(String column) throws SQLException {
        return number(column) != 0;
    }

    public Visibility visibility(String column) throws SQLException {
        return Visibility.parse(text(column)).orElseThrow();
    }

    /** Returns the role; {@link Role#NONE} if the column is null. */
    public Role role(String column) throws SQLException {
        return optionalText(column)
                .map(label -> Role.parse(label).orElseThrow())
                .orElse(Role.NONE);
    }
}
