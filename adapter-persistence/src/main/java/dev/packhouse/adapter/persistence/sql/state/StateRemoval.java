package dev.packhouse.adapter.persistence.sql.state;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import java.util.List;

/** Removes all entries of the stored state. */
public final class StateRemoval {

    /** The tables of entries: each before those that its rows refer to, so that no reference has to be looked up. */
    private static final List<String> ENTRIES = List.of(
            "token_sso",
            "token",
            "tag",
            "version_page_index",
            "manifest_child",
            "manifest",
            "version",
            "package_role",
            "namespace_count",
            "package",
            "repository_role",
            "repository",
            "membership",
            "account");

    /** What outlives the entries: the audit trail, and the ids that were used. */
    private static final List<String> HISTORY = List.of("audit", "purged_package", "purged_version");

    private StateRemoval() {}

    /** Removes all entries. Their ids stay used, and the audit trail stays. */
    public static void removeEntries(SqlConnection connection) {
        ENTRIES.forEach(table -> connection.update("delete from " + table));
    }

    /** Removes everything. */
    public static void removeAll(SqlConnection connection) {
        removeEntries(connection);
        HISTORY.forEach(table -> connection.update("delete from " + table));
        connection.update("update sequence set last = 0");
    }
}
