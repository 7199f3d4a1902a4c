package dev.packhouse.adapter.github;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.testing.ForwardingBackend;

/** A backend that closes its fake GitHub when it is closed. */
final class BackendWithFake extends ForwardingBackend {

    private final FakeGitHub fake;

    BackendWithFake(Backend backend, FakeGitHub fake) {
        super(backend);
        this.fake = fake;
    }

    @Override
    public void close() {
        super.close();
        fake.close();
    }
}
