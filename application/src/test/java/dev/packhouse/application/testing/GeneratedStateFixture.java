package dev.packhouse.application.testing;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.policy.Rules;
import java.time.InstantSource;

/** Provides backends for tests of properties with generated states. */
public interface GeneratedStateFixture {

    /** Opens a new backend with a store that holds this state, with these rules and this clock. */
    Backend open(RegistryState state, InstantSource clock, Rules rules);

    /** The number of seeds for each property. */
    default int seeds() {
        return 10;
    }
}
