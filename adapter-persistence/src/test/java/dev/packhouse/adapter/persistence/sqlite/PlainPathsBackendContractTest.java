package dev.packhouse.adapter.persistence.sqlite;

/** The same suite without the fast paths. */
class PlainPathsBackendContractTest extends SqliteBackendContractTest {

    @Override
    FastPaths fastPaths() {
        return FastPaths.NONE;
    }
}
