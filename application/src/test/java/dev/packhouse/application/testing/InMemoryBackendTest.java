package dev.packhouse.application.testing;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import java.time.InstantSource;

class InMemoryBackendTest implements BackendContract, StoreContract, AuditContract {

    @Override
    public Backend open(RegistryState state, InstantSource clock) {
        return InMemoryBackend.of(state, RULES, clock);
    }
}
