package dev.packhouse.application.testing;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.account.Login;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A state, and everybody who may ask about it.
 *
 * @param now when it is
 * @param state what there is; every id is given
 * @param callers a credential of every kind, good and bad
 * @param owners all accounts
 */
public record GeneratedState(Instant now, RegistryState state, List<Credential> callers, Set<Login> owners) {

    /** Copies the collections. */
    public GeneratedState {
        callers = List.copyOf(callers);
        owners = Set.copyOf(owners);
    }
}
