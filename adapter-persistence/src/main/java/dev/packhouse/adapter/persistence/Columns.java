package dev.packhouse.adapter.persistence;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads columns as the domain has them. */
final class Columns {

    private Columns() {}

    static Optional<String> optionalText(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static OptionalLong optionalLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return EpochNanos.instant(row.getLong(column));
    }

    static Optional<Instant> optionalInstant(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(EpochNanos.instant(value));
    }

    static boolean flag(ResultSet row, int column) throws SQLException {
        return row.getInt(column) != 0;
    }

    static Visibility visibility(ResultSet row, int column) throws SQLException {
        return Visibility.parse(row.getString(column)).orElseThrow();
    }

    /** The role; none, if the column is null. */
    static Role role(ResultSet row, int column) throws SQLException {
        String label = row.getString(column);
        return label == null ? Role.NONE : Role.parse(label).orElseThrow();
    }
}
