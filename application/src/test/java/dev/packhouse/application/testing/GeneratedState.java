package dev.packhouse.application.testing;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.account.Login;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A generated state with its callers.
 *
 * @param now the current time
 * @param state the state; every entry has an id
 * @param callers a credential of every kind, valid and invalid
 * @param owners all accounts
 */
public record GeneratedState(Instant now, RegistryState state, List<Credential> callers, Set<Login> owners) {

    /** Copies the collections. */
    public GeneratedState {
        callers = List.copyOf(callers);
        owners = Set.copyOf(owners);
    }
}
