package dev.packhouse.adapter.persistence;

import org.jdbi.v3.core.Handle;

/** The highest number ever given to each kind of thing, so that no number is given twice. */
final class SequenceSql {

    static final String LAST = "select last from sequence where kind = ?";

    private static final String RAISE = "update sequence set last = max(last, ?) where kind = ?";

    private SequenceSql() {}

    static long last(Handle handle, Kind kind) {
        return DirectQuery.one(handle, LAST, row -> row.getLong(1), kind.label);
    }

    static void raise(Handle handle, Kind kind, long to) {
        handle.createUpdate(RAISE).bind(0, to).bind(1, kind.label).execute();
    }

    /** What has numbers of its own. */
    enum Kind {
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
