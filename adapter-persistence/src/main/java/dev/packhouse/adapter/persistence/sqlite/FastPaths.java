package dev.packhouse.adapter.persistence.sqlite;

/**
 * Which fast paths a database uses. Each stands beside a plain path with the same results; tests switch it off.
 *
 * @param statementCache statements stay prepared
 * @param pageIndex the page index finds the pages in the middle of a long list
 * @param identityCache principals, accounts and memberships are cached between units of work
 */
record FastPaths(boolean statementCache, boolean pageIndex, boolean identityCache) {

    static final FastPaths ALL = new FastPaths(true, true, true);
    static final FastPaths NONE = new FastPaths(false, false, false);
}
