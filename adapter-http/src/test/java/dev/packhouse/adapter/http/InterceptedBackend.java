package dev.packhouse.adapter.http;

import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Credential;
import java.util.Optional;
import java.util.function.Function;

/** A backend that runs an action before each unit of work, such as waiting or failing. */
final class InterceptedBackend implements Backend {

    private final Backend backend;
    private volatile Runnable beforeReading = () -> {};
    private volatile Runnable beforeWriting = () -> {};

    InterceptedBackend(Backend backend) {
        this.backend = backend;
    }

    void beforeReading(Runnable action) {
        beforeReading = action;
    }

    void beforeWriting(Runnable action) {
        beforeWriting = action;
    }

    @Override
    public <T> T read(Credential credential, Function<? super ReadSession, ? extends T> work) {
        beforeReading.run();
        return backend.read(credential, work);
    }

    @Override
    public <T> T write(Credential credential, Function<? super WriteSession, ? extends T> work) {
        beforeWriting.run();
        return backend.write(credential, work);
    }

    @Override
    public Optional<RateLimit> rateLimit(Credential credential) {
        return backend.rateLimit(credential);
    }

    @Override
    public Optional<TokenHeaders> tokenHeaders(Credential credential) {
        return backend.tokenHeaders(credential);
    }

    @Override
    public Health health() {
        return backend.health();
    }

    @Override
    public Optional<Store> store() {
        return backend.store();
    }

    @Override
    public void close() {
        backend.close();
    }
}
