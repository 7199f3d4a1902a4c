package dev.packhouse.application.testing;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.access.RegistryRules;
import java.time.InstantSource;

/** Supplies the backends that properties are tried with. */
public interface GeneratedStateFixture {

    /** A new backend with a store that holds this state, by these rules, and tells the time by this clock. */
    Backend open(RegistryState state, InstantSource clock, RegistryRules rules);

    /** How many seeds each property is tried with. */
    default int seeds() {
        return 10;
    }
}
