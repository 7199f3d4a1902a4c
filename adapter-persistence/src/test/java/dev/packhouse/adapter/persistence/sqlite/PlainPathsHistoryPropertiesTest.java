package dev.packhouse.adapter.persistence.sqlite;

/** The same suite without the fast paths. */
class PlainPathsHistoryPropertiesTest extends SqliteHistoryPropertiesTest {

    @Override
    FastPaths fastPaths() {
        return FastPaths.NONE;
    }
}
