package dev.packhouse.adapter.http;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.Store;
import java.net.URI;
import java.util.Optional;

/**
 * The backend of a server under test.
 *
 * @param backend the backend of the server
 * @param store the store that contains all data
 * @param remote the URL of the remote API of the backend, if it has one
 * @param behind closes the remote service after the backend
 */
record Registry(Backend backend, Store store, Optional<URI> remote, Runnable behind) implements AutoCloseable {

    /** Returns the registry of a local backend. */
    static Registry of(Backend backend) {
        return new Registry(backend, backend.store().orElseThrow(), Optional.empty(), () -> {});
    }

    @Override
    public void close() {
        backend.close();
        behind.run();
    }
}
