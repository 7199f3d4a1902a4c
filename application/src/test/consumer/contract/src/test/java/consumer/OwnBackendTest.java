package consumer;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.BackendContract;
import dev.packhouse.application.testing.ShortestBackend;
import dev.packhouse.application.testing.ShortestBackendTest;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/** Runs the contract suite of the test-jar in another project. */
class OwnBackendTest implements BackendContract {

    @Override
    public Backend open(RegistryState state, InstantSource clock) {
        return new ShortestBackend(ShortestBackendTest.data(state), RULES, clock, entry -> {});
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(Ability.HAS_A_STORE, Ability.HAS_A_DIRECTORY, Ability.KEEPS_MANIFESTS));
    }
}
