package dev.packhouse.adapter.http;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.RegistryRules;

/** What lies behind the server under test. The build runs the end-to-end tests once with each of them. */
enum BackendUnderTest {
    /** The reference backend, in this process. */
    DIRECT {
        @Override
        Registry open(RegistryState state, RegistryRules rules, MutableClock clock) {
            return Registry.of(InMemoryBackend.of(state, rules, clock));
        }
    },
    /** The backend for the live service, and a server of our own over SQLite in the place of that service. */
    LIVE {
        @Override
        Registry open(RegistryState state, RegistryRules rules, MutableClock clock) {
            return LiveRegistry.open(state, rules, clock);
        }
    };

    private static final BackendUnderTest CURRENT =
            System.getProperty("packhouse.chain", "direct").equals("live") ? LIVE : DIRECT;

    /** The one that these tests run with: DIRECT, unless the system property {@code packhouse.chain} says "live". */
    static BackendUnderTest current() {
        return CURRENT;
    }

    /** Begins with this state. */
    abstract Registry open(RegistryState state, RegistryRules rules, MutableClock clock);
}
