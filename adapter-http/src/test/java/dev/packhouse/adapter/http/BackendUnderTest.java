package dev.packhouse.adapter.http;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;

/** The backend of the server under test. The build runs the end-to-end tests once with each of them. */
enum BackendUnderTest {
    /** The reference backend, in this process. */
    DIRECT {
        @Override
        Registry open(RegistryState state, Rules rules, MutableClock clock) {
            return Registry.of(InMemoryBackend.of(state, rules, clock));
        }
    },
    /** The backend for the live service, with a Packhouse server over SQLite in place of that service. */
    LIVE {
        @Override
        Registry open(RegistryState state, Rules rules, MutableClock clock) {
            return LiveRegistry.open(state, rules, clock);
        }
    };

    private static final BackendUnderTest CURRENT =
            System.getProperty("packhouse.chain", "direct").equals("live") ? LIVE : DIRECT;

    /** The backend of this run: DIRECT, unless the system property {@code packhouse.chain} is "live". */
    static BackendUnderTest current() {
        return CURRENT;
    }

    /** Opens a registry with this state. */
    abstract Registry open(RegistryState state, Rules rules, MutableClock clock);
}
