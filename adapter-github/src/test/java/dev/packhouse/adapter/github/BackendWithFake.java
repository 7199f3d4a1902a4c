package dev.packhouse.adapter.github;

import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Credential;
import java.util.Optional;
import java.util.function.Function;

/** A backend that closes its fake GitHub when it is closed. */
record BackendWithFake(Backend backend, FakeGitHub fake) implements Backend {

    @Override
    public <T> T read(Credential credential, Function<? super ReadSession, ? extends T> work) {
        return backend.read(credential, work);
    }

    @Override
    public <T> T write(Credential credential, Function<? super WriteSession, ? extends T> work) {
        return backend.write(credential, work);
    }

    @Override
    public Optional<RateLimit> rateLimit(Credential credential) {
        return backend.rateLimit(credential);
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
        fake.close();
    }
}
