package dev.packhouse.application.testing;

import dev.packhouse.application.out.Backend;
import dev.packhouse.application.state.State;
import java.time.InstantSource;

class InMemoryBackendTest implements BackendContract, StoreContract {

    @Override
    public Backend open(State state, InstantSource clock) {
        return InMemoryBackend.of(state, RULES, clock);
    }
}
