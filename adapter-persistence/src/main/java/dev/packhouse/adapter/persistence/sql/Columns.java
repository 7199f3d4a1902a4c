package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads columns as values of the domain. */
public final class Columns {

    private Columns() {}

    public static Optional<String> optionalText(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    public static OptionalLong optionalLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public static Instant instant(ResultSet row, int column) throws SQLException {
        return EpochNanos.instant(row.getLong(column));
    }

    public static Optional<Instant> optionalInstant(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(EpochNanos.instant(value));
    }

    public static boolean flag(ResultSet row, int column) throws SQLException {
        return row.getInt(column) != 0;
    }

    public static Visibility visibility(ResultSet row, int column) throws SQLException {
        return Visibility.parse(row.getString(column)).orElseThrow();
    }

    /** Returns the role; {@link Role#NONE} if the column is null. */
    public static Role role(ResultSet row, int column) throws SQLException {
        String label = row.getString(column);
        return label == null ? Role.NONE : Role.parse(label).orElseThrow();
    }
}
