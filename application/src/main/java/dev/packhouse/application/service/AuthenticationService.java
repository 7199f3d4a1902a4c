package dev.packhouse.application.service;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.policy.Outcome;
import java.util.Optional;
import java.util.OptionalLong;

/** Identifies callers with the sessions of a backend. */
public final class AuthenticationService implements Authenticator {

    private final Backend backend;

    /** Identifies the callers of a backend. */
    public AuthenticationService(Backend backend) {
        this.backend = requireNonNull(backend, "backend");
    }

    @Override
    public Authentication authenticate(Credential credential) {
        OptionalLong dataVersion = backend.dataVersion();
        Outcome<Principal> caller = caller(credential);
        return new Authentication(
                caller,
                dataVersion,
                caller.refusal().isPresent() ? Optional.empty() : backend.tokenHeaders(credential));
    }

    private Outcome<Principal> caller(Credential credential) {
        if (credential instanceof Credential.None) {
            return Outcome.allowed(new Principal.Anonymous());
        }
        try {
            return backend.<Outcome<Principal>>read(
                    credential, (ReadSession session) -> RequestAuthorizer.caller(session));
        } catch (RefusedException e) {
            return Outcome.refused(e.refusal());
        }
    }

    @Override
    public Observation observe(Credential credential) {
        return new Observation(backend.dataVersion(), backend.rateLimit(credential));
    }
}
