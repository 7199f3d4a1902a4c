package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.MONALISA;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.NOW;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that tries to fill the disk with refused requests, whose audit entries hold the long names of the requests.
 */
class AuditAttackTest {

    private static final int THREADS = 4;
    private static final int REQUESTS = 300;
    private static final int NAME = 6_400;
    private static final int MINUTES = 2;

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock(NOW);

    @Test
    void refusalsOfOneCallerDoNotFillTheDisk() throws IOException, InterruptedException {
        long before;
        try (OpenedSqlite backend =
                OpenedSqlite.open(directory, NpmStore.settings(directory), DatabaseLimits.DEFAULT)) {
            add(backend, people());
            before = backend.database().read(AuditAttackTest::pages);
            LifecycleService lifecycle =
                    new LifecycleService(backend, Rules.GITHUB, clock, LifecycleService.Mode.APPLY);

            for (int minute = 0; minute < MINUTES; minute++) {
                attack(lifecycle, caller(backend, MONALISA));
                clock.advance(Duration.ofMinutes(1));
            }
            lifecycle.recordRefusalCounts();

            List<AuditEntry> trail = backend.auditTrail().orElseThrow().entries(AuditQuery.latest(1_000_000)).stream()
                    .map(StoredAuditEntry::entry)
                    .toList();
            assertThat(trail).hasSize(MINUTES * 11);
            assertThat(trail.stream()
                            .filter(RefusalsNotRecorded.class::isInstance)
                            .mapToLong(entry -> ((RefusalsNotRecorded) entry).count()))
                    .containsExactly(THREADS * REQUESTS - 10L, THREADS * REQUESTS - 10L);
            assertThat(trail.stream().filter(Decision.class::isInstance)).hasSize(MINUTES * 10);
            assertThat(trail.stream().mapToLong(AuditEntry::size).sum()).isLessThan(MINUTES * 11 * 900);
            assertThat(backend.database().read(AuditAttackTest::pages) - before).isLessThanOrEqualTo(MINUTES * 11);
        }
        try (Stream<Path> files = Files.list(directory)) {
            long bytes = files.mapToLong(file -> file.toFile().length()).sum();
            assertThat(bytes)
                    .as("of %s bytes of names", MINUTES * THREADS * REQUESTS * NAME)
                    .isLessThan((before + MINUTES * 11) * 4096 + 1);
        }
    }

    private void attack(LifecycleService lifecycle, AuthenticatedCaller caller) throws InterruptedException {
        List<Thread> threads = Stream.generate(() -> new Thread(() -> {
                    Random random = new Random();
                    for (int i = 0; i < REQUESTS; i++) {
                        assertThat(lifecycle
                                        .deletePackage(caller, address(random))
                                        .refusal())
                                .isPresent();
                    }
                }))
                .limit(THREADS)
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static PackageAddress address(Random random) {
        String name = "%016x".formatted(random.nextLong()).repeat(NAME / 16);
        return new PackageAddress(new OwnerReference.OrganizationLogin(new Login("octo-org")), PackageType.NPM, name);
    }

    private static long pages(SqlConnection connection) {
        return connection.one("pragma page_count", row -> row.number("page_count"));
    }
}
