package dev.packhouse.application.testing;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.policy.Rules;
import java.time.InstantSource;

class InMemoryPropertiesTest implements ListingProperties, HistoryProperties {

    @Override
    public Backend open(RegistryState state, InstantSource clock, Rules rules) {
        return InMemoryBackend.of(state, rules, clock);
    }
}
