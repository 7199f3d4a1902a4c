package dev.packhouse.application.testing;

import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.access.Credential;
import java.util.Optional;

/** Authenticates the callers of tests. */
public final class Callers {

    private Callers() {}

    /** The caller with this credential, which the backend must accept. */
    public static AuthenticatedCaller caller(Backend backend, Credential credential) {
        return caller(new AuthenticationService(backend), credential);
    }

    /** The caller with this credential, which must be accepted. */
    public static AuthenticatedCaller caller(Authenticator authenticator, Credential credential) {
        return authenticator.authenticate(credential).caller().fold(caller -> caller, refusal -> {
            throw new AssertionError(credential + " is refused: " + refusal.explanation());
        });
    }

    /** The caller with this credential; empty if the backend refuses it. */
    static Optional<AuthenticatedCaller> callerIfAccepted(Backend backend, Credential credential) {
        return new AuthenticationService(backend)
                .authenticate(credential)
                .caller()
                .fold(Optional::of, refusal -> Optional.empty());
    }
}
