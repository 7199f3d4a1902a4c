package dev.packhouse.adapter.http;

import dev.packhouse.application.in.PackageCatalog;
import dev.packhouse.application.in.PackageLifecycle;
import dev.packhouse.application.out.Health;
import java.time.InstantSource;
import java.util.function.Supplier;

/** A running server. */
public final class HttpServer implements AutoCloseable {

    private HttpServer() {}

    /**
     * Starts a server; when this returns, it answers.
     *
     * @param health how the backend is, asked by {@code GET /_packhouse/health}; never throws
     * @throws IllegalStateException if it cannot listen on the address, with a message for whoever runs it
     */
    public static HttpServer start(
            HttpSettings settings,
            PackageCatalog catalog,
            PackageLifecycle lifecycle,
            Supplier<Health> health,
            InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** The port it listens on. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    /** Stops accepting requests, waits a bounded time for the running ones, and stops. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
