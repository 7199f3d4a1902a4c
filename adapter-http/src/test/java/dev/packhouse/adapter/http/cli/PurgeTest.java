package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.in.Administration;
import dev.packhouse.application.out.AuditEntry;
import dev.packhouse.application.out.AuditRetention;
import dev.packhouse.application.out.Health;
import dev.packhouse.application.out.StoredToken;
import dev.packhouse.application.out.UnavailableException;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PurgeTest {

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch untilThree = new CountDownLatch(3);

    @Test
    @DisplayName("Decision 10: what can no longer be restored is purged at start")
    void decision10PurgesAtStart() {
        try (Purge purge = Purge.start(new Purging(0), Duration.ofHours(1))) {
            assertThat(purge).isNotNull();
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    @Timeout(60)
    @DisplayName("Decision 10: and again and again, also after a purge that failed")
    void decision10PurgesAgainAfterAFailure() throws InterruptedException {
        try (Purge purge = Purge.start(new Purging(2), Duration.ofMillis(1))) {
            assertThat(purge).isNotNull();
            untilThree.await();
        }
        assertThat(runs).hasValueGreaterThanOrEqualTo(3);
    }

    /** Can be purged only, and fails to be so a few times. */
    private final class Purging implements Administration {

        private final int failures;

        private Purging(int failures) {
            this.failures = failures;
        }

        @Override
        public long purge() {
            int run = runs.incrementAndGet();
            untilThree.countDown();
            if (run <= failures) {
                throw new UnavailableException("The disk is full", null);
            }
            return run;
        }

        @Override
        public Health health() {
            throw new AssertionError();
        }

        @Override
        public boolean isEmpty() {
            throw new AssertionError();
        }

        @Override
        public void load(RegistryState state) {
            throw new AssertionError();
        }

        @Override
        public RegistryState export() {
            throw new AssertionError();
        }

        @Override
        public String createToken(Login user, Scopes scopes, Set<Login> sso, Optional<Instant> expiresAt) {
            throw new AssertionError();
        }

        @Override
        public List<StoredToken> tokens() {
            throw new AssertionError();
        }

        @Override
        public boolean revokeToken(long id) {
            throw new AssertionError();
        }

        @Override
        public long pruneAuditTrail(AuditRetention keep) {
            throw new AssertionError();
        }

        @Override
        public List<AuditEntry> auditTrail(int limit) {
            throw new AssertionError();
        }
    }
}
