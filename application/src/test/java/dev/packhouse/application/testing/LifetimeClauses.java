package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import org.junit.jupiter.api.Test;

/** The properties of opening and closing, and of the methods without a session. */
public interface LifetimeClauses extends BackendFixture {

    @Test
    default void aBackendIsReadyUntilItIsClosedAndThenRefusesWork() {
        Backend backend = open(people().state(), new MutableClock(NOW));
        try (backend) {
            assertThat(backend.health().ready()).isTrue();
            backend.close();
        }

        assertThat(backend.health().ready()).isFalse();
        assertThatThrownBy(() -> backend.authenticate(MONALISA)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> backend.read(AuthenticatedCaller.ANONYMOUS, ReadSession::accounts))
                .isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> backend.write(AuthenticatedCaller.ANONYMOUS, ReadSession::accounts))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    default void aBackendHasAStoreIfItHasThatAbility() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            assertThat(backend.store().isPresent()).isEqualTo(can(Ability.HAS_A_STORE));
            assertThat(backend.authenticate(MONALISA)).isPresent();
        }
    }
}
