package dev.packhouse.adapter.persistence.sql;

/**
 * The SQL of the table {@code sequence}: the highest id ever allocated for each kind, so that no id is allocated twice.
 */
public final class SequenceSql {

    static final String LAST = "select last from sequence where kind = ?";

    private static final String RAISE = "update sequence set last = ? where kind = ? and last < ?";

    private SequenceSql() {}

    public static long last(SqlConnection connection, Kind kind) {
        return connection.one(LAST, row -> row.number("last"), kind.label);
    }

    /** Sets the highest id of a kind, if it is lower than this one. */
    public static void raise(SqlConnection connection, Kind kind, long to) {
        connection.update(RAISE, to, kind.label, to);
    }

    /** The kinds of rows that have ids. */
    public enum Kind {
        ACCOUNT("account"),
        REPOSITORY("repository"),
        PACKAGE("package"),
        VERSION("version"),
        TOKEN("token");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }
}
