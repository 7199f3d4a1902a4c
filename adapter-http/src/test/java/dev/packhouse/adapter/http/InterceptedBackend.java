package dev.packhouse.adapter.http;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.testing.ForwardingBackend;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** A backend that runs an action before each unit of work, such as waiting or failing. */
final class InterceptedBackend extends ForwardingBackend {

    private volatile Runnable beforeReading = () -> {};
    private volatile Runnable beforeWriting = () -> {};
    private volatile Runnable beforeRateLimit = () -> {};

    InterceptedBackend(Backend backend) {
        super(backend);
    }

    void beforeReading(Runnable action) {
        beforeReading = action;
    }

    void beforeWriting(Runnable action) {
        beforeWriting = action;
    }

    void beforeRateLimit(Runnable action) {
        beforeRateLimit = action;
    }

    @Override
    public Optional<RateLimit> rateLimit(AuthenticatedCaller caller) {
        beforeRateLimit.run();
        return super.rateLimit(caller);
    }

    @Override
    public Optional<Principal> authenticate(Credential.Token token) {
        beforeReading.run();
        return super.authenticate(token);
    }

    @Override
    public <T> T read(AuthenticatedCaller caller, Function<? super ReadSession, ? extends T> work) {
        beforeReading.run();
        return super.read(caller, work);
    }

    @Override
    public <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work) {
        beforeWriting.run();
        return super.write(caller, work);
    }

    /** Without a version no response is cached, so that each request reads. */
    @Override
    public OptionalLong dataVersion() {
        return OptionalLong.empty();
    }
}
