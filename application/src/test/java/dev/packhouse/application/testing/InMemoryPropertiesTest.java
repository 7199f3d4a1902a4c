package dev.packhouse.application.testing;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.access.RegistryRules;
import java.time.InstantSource;

class InMemoryPropertiesTest implements ListingProperties, HistoryProperties {

    @Override
    public Backend open(RegistryState state, InstantSource clock, RegistryRules rules) {
        return InMemoryBackend.of(state, rules, clock);
    }
}
