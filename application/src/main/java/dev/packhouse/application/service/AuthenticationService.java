package dev.packhouse.application.service;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** Identifies the callers of a backend. */
public final class AuthenticationService implements Authenticator {

    private final Backend backend;
    private final InstantSource clock;

    /** Identifies the callers of a backend. */
    public AuthenticationService(Backend backend, InstantSource clock) {
        this.backend = requireNonNull(backend, "backend");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public Authentication authenticate(Credential credential) {
        OptionalLong dataVersion = backend.dataVersion();
        Outcome<AuthenticatedCaller> caller = caller(credential);
        return new Authentication(caller, dataVersion, caller.fold(backend::tokenHeaders, refusal -> Optional.empty()));
    }

    private Outcome<AuthenticatedCaller> caller(Credential credential) {
        if (!(credential instanceof Credential.Token token)) {
            return Outcome.allowed(AuthenticatedCaller.ANONYMOUS.withSince(clock.instant()));
        }
        Instant since = clock.instant();
        return RegistryRefusals.orRefused(() -> backend.authenticate(token)
                .map(principal -> Outcome.allowed(new AuthenticatedCaller(token, principal, since)))
                .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Reason.BAD_CREDENTIALS))));
    }

    @Override
    public OptionalLong dataVersion() {
        return backend.dataVersion();
    }

    @Override
    public Optional<RateLimit> rateLimit(AuthenticatedCaller caller) {
        return backend.rateLimit(caller);
    }
}
