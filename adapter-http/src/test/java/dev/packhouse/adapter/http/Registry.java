package dev.packhouse.adapter.http;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.Store;
import java.net.URI;
import java.util.Optional;

/**
 * What lies behind a server.
 *
 * @param backend what the server asks
 * @param store where everything is kept in the end
 * @param remote the address of the API that the backend asks, if it asks one
 * @param behind what is closed after the backend
 */
record Registry(Backend backend, Store store, Optional<URI> remote, Runnable behind) implements AutoCloseable {

    /** A backend that keeps its own data. */
    static Registry of(Backend backend) {
        return new Registry(backend, backend.store().orElseThrow(), Optional.empty(), () -> {});
    }

    @Override
    public void close() {
        backend.close();
        behind.run();
    }
}
