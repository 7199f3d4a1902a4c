package dev.packhouse.application.testing;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.application.spi.AuditTrail;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Forwards each call to another backend. A subclass replaces the methods that a test is about. */
public class ForwardingBackend implements Backend {

    private final Backend backend;

    /** Forwards to this backend, and closes it when it is closed itself. */
    protected ForwardingBackend(Backend backend) {
        this.backend = requireNonNull(backend, "backend");
    }

    @Override
    public Optional<Principal> authenticate(Credential.Token token) {
        return backend.authenticate(token);
    }

    @Override
    public <T> T read(AuthenticatedCaller caller, Function<? super ReadSession, ? extends T> work) {
        return backend.read(caller, work);
    }

    @Override
    public <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work) {
        return backend.write(caller, work);
    }

    @Override
    public Optional<RateLimit> rateLimit(AuthenticatedCaller caller) {
        return backend.rateLimit(caller);
    }

    @Override
    public Optional<TokenHeaders> tokenHeaders(AuthenticatedCaller caller) {
        return backend.tokenHeaders(caller);
    }

    @Override
    public Optional<String> manifestRegistry() {
        return backend.manifestRegistry();
    }

    @Override
    public OptionalLong dataVersion() {
        return backend.dataVersion();
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
    public Optional<AuditTrail> auditTrail() {
        return backend.auditTrail();
    }

    @Override
    public void close() {
        backend.close();
    }
}
