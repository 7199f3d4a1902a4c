package dev.packhouse.adapter.persistence.sqlite;

/** The same suite without the fast paths. */
class PlainPathsListingPropertiesTest extends SqliteListingPropertiesTest {

    @Override
    FastPaths fastPaths() {
        return FastPaths.NONE;
    }
}
