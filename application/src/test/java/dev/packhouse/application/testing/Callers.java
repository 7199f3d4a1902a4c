package dev.packhouse.application.testing;

import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.access.Credential;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Authenticates the callers of tests. */
public final class Callers {

    /** No request of these callers is late, whatever the clock of the backend shows. */
    private static final InstantSource NEVER_LATE = InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z"));

    private Callers() {}

    /** The caller with this credential, which the backend must accept. */
    public static AuthenticatedCaller caller(Backend backend, Credential credential) {
        return caller(new AuthenticationService(backend, NEVER_LATE), credential);
    }

    /** The caller with this credential, which must be accepted. */
    public static AuthenticatedCaller caller(Authenticator authenticator, Credential credential) {
        return authenticator.authenticate(credential).caller().fold(caller -> caller, refusal -> {
            throw new AssertionError(credential + " is refused: " + refusal.explanation());
        });
    }

    /** The caller with this credential; empty if the backend refuses it. */
    static Optional<AuthenticatedCaller> callerIfAccepted(Backend backend, Credential credential) {
        return new AuthenticationService(backend, NEVER_LATE)
                .authenticate(credential)
                .caller()
                .fold(Optional::of, refusal -> Optional.empty());
    }
}
