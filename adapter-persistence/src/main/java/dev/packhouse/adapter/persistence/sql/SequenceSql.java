package dev.packhouse.adapter.persistence.sql;

import org.jdbi.v3.core.Handle;

/** The highest number ever given to each kind of thing, so that no number is given twice. */
public final class SequenceSql {

    static final String LAST = "select last from sequence where kind = ?";

    private static final String RAISE = "update sequence set last = max(last, ?) where kind = ?";

    private SequenceSql() {}

    public static long last(Handle handle, Kind kind) {
        return SqlQuery.one(handle, LAST, row -> row.getLong(1), kind.label);
    }

    public static void raise(Handle handle, Kind kind, long to) {
        handle.createUpdate(RAISE).bind(0, to).bind(1, kind.label).execute();
    }

    /** What has numbers of its own. */
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
