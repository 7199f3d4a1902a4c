package dev.packhouse.adapter.persistence.sql;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * The fast paths that the queries of a handle use. Each stands beside a plain path with the same results, which queries
 * take unless the fast path is set. Set at most once on each handle, before its first query.
 */
public final class QueryOptions implements JdbiConfig<QueryOptions> {

    private Optional<PreparedStatementCache> statements = Optional.empty();
    private boolean pageIndex;

    /** Called by JDBI, which creates the configuration of a handle. */
    public QueryOptions() {}

    private QueryOptions(QueryOptions other) {
        statements = other.statements;
        pageIndex = other.pageIndex;
    }

    /**
     * Sets the fast paths of a handle.
     *
     * @param statementCache whether statements stay prepared
     * @param pageIndex whether the page index finds the pages in the middle of a long list
     */
    public static void set(Handle handle, boolean statementCache, boolean pageIndex) {
        QueryOptions options = of(handle);
        options.statements = statementCache ? Optional.of(new PreparedStatementCache()) : Optional.empty();
        options.pageIndex = pageIndex;
    }

    static QueryOptions of(Handle handle) {
        return handle.getConfig(QueryOptions.class);
    }

    /** Returns the prepared statements of the handle; empty if each use prepares its statement. */
    Optional<PreparedStatementCache> statements() {
        return statements;
    }

    boolean pageIndex() {
        return pageIndex;
    }

    @Override
    public QueryOptions createCopy() {
        return new QueryOptions(this);
    }
}
