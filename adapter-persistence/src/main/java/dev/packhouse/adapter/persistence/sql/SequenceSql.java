package dev.packhouse.adapter.persistence.sql;

import org.jdbi.v3.core.Handle;

/**
 * The SQL of the table {@code sequence}: the highest id ever allocated for each kind, so that no id is allocated twice.
 */
public final class SequenceSql {

    static final String LAST = "select last from sequence where kind = ?";

    private static final String RAISE = "update sequence set last = max(last, ?) where kind = ?";

    private SequenceSql() {}

    public static long last(Handle handle, Kind kind) {
        return SqlQuery.one(handle, LAST, row -> row.number("last"), kind.label);
    }

    public static void raise(Handle handle, Kind kind, long to) {
        SqlQuery.update(handle, RAISE, to, kind.label);
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
