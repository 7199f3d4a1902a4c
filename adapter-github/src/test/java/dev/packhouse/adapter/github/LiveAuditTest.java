package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.FakeGitHub.changes;
import static dev.packhouse.adapter.github.FakeGitHub.gets;
import static dev.packhouse.adapter.github.GitHubStates.APP;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static dev.packhouse.adapter.github.GitHubStates.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.Fault.Kind;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.service.LifecycleService.Mode;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.application.testing.UseCases;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The audit trail of the live backend, which is a file in the data directory. */
class LiveAuditTest {

    private static final String PACKAGE = "/orgs/octo-org/packages/container/app";
    private static final Predicate<FakeGitHub.Request> THE_PACKAGE = gets(PACKAGE);

    @TempDir
    Path data;

    private final MutableClock clock = new MutableClock(NOW);
    private FakeGitHub fake;
    private GitHubBackend backend;
    private UseCases useCases;

    @BeforeEach
    void open() {
        fake = new FakeGitHub(GitHubStates.app().state(), clock);
        backend = TestBackends.open(fake, clock, data);
        useCases = new UseCases(backend, Rules.GITHUB, clock);
    }

    @AfterEach
    void close() {
        backend.close();
        fake.close();
    }

    private List<AuditEntry> trail() {
        return backend.auditTrail().orElseThrow().entries(AuditQuery.latest(100)).stream()
                .map(StoredAuditEntry::entry)
                .toList();
    }

    private static DecisionSeed decision(Operation operation) {
        return DecisionSeed.of(NOW, operation, "octo-org", "container", "app");
    }

    private void deleteTheApp() {
        fake.world.packages.get(0).deletedAt = Optional.of(NOW.minusSeconds(60));
    }

    @Test
    void theEntryOfARestoreHasTheIdThatIsReadOnceAfterwards() {
        deleteTheApp();

        assertThat(useCases.restorePackage(MONALISA, APP, Optional.empty()).refusal())
                .isEmpty();

        assertThat(trail())
                .containsExactly(
                        decision(Operation.RESTORE_PACKAGE).packageId(197).entry());
        assertThat(fake.requests())
                .map(Object::toString)
                .filteredOn(request -> request.endsWith(PACKAGE) || request.startsWith("POST"))
                .containsExactly("GET " + PACKAGE, "POST " + PACKAGE + "/restore", "GET " + PACKAGE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MISSING", "SUSPENDED", "HTML_PAGE", "NO_RESPONSE"})
    void aRestoreStaysDoneIfItsIdCannotBeRead(Kind kind) {
        deleteTheApp();
        fake.onChange(() -> {
            // The JDK's client repeats a GET whose connection is lost.
            for (int attempt = 0; attempt < 8; attempt++) {
                fake.plan(THE_PACKAGE, Fault.before(kind, "Package not found."));
            }
        });

        assertThat(useCases.restorePackage(MONALISA, APP, Optional.empty()).refusal())
                .isEmpty();

        assertThat(trail()).singleElement().satisfies(entry -> {
            AuditEntry.Decision found = (AuditEntry.Decision) entry;
            assertThat(found.result()).isEqualTo(AuditEntry.Result.ALLOWED);
            assertThat(found.subject())
                    .isEqualTo(decision(Operation.RESTORE_PACKAGE).entry().subject());
        });
    }

    @Test
    void aRefusedRestoreAndADryRunReadNoId() {
        UseCases dryRun = new UseCases(backend, Rules.GITHUB, clock, Mode.DRY_RUN);
        deleteTheApp();
        assertThat(dryRun.restorePackage(MONALISA, APP, Optional.empty()).refusal())
                .isEmpty();
        fake.plan(changes(), Fault.before(Kind.IN_USE));
        assertThat(useCases.restorePackage(MONALISA, APP, Optional.empty()).refusal())
                .isPresent();

        assertThat(trail())
                .containsExactly(
                        decision(Operation.RESTORE_PACKAGE)
                                .refused(Reason.NAME_TAKEN)
                                .entry(),
                        decision(Operation.RESTORE_PACKAGE).dryRun().entry());
    }

    @Test
    void aChangeWithAnUnknownOutcomeIsInTheTrailAndInTheLog() {
        fake.plan(
                changes(),
                Fault.before(Kind.NO_RESPONSE),
                Fault.before(Kind.NO_RESPONSE),
                Fault.before(Kind.NO_RESPONSE),
                Fault.before(Kind.NO_RESPONSE));

        assertThatThrownBy(() -> useCases.deletePackage(MONALISA, APP)).isInstanceOf(OutcomeUnknownException.class);

        assertThat(trail()).singleElement().satisfies(entry -> {
            AuditEntry.Decision found = (AuditEntry.Decision) entry;
            assertThat(found.result()).isEqualTo(AuditEntry.Result.UNKNOWN);
            assertThat(found.subject())
                    .isEqualTo(decision(Operation.DELETE_PACKAGE)
                            .packageId(197)
                            .entry()
                            .subject());
        });
        assertThat(RecordingLogs.LINES)
                .anyMatch(line -> line.startsWith("INFO dev.packhouse.audit: kind=decision ")
                        && line.contains("operation=delete_package")
                        && line.endsWith("package_id=197 decision=UNKNOWN dry_run=false"));
    }

    /** GitHub has made the change, so that it must not be reported as failed. */
    @Test
    void aChangeIsReportedAsMadeIfItsEntryCannotBeWrittenAndHealthSaysSo() throws IOException {
        Path file = data.resolve("audit.jsonl");
        Files.delete(file);
        Files.createDirectory(file);
        useCases.find(MONALISA, APP);

        assertThat(useCases.deleteVersion(MONALISA, APP, new VersionId(3)).refusal())
                .isEmpty();

        assertThat(fake.count(changes())).isOne();
        assertThat(backend.health().ready()).isFalse();
        assertThat(backend.health().detail())
                .startsWith("The audit trail %s cannot be written".formatted(file))
                .endsWith("; entries that wait in memory: 1");
        assertThat(RecordingLogs.LINES)
                .anyMatch(line -> line.startsWith(
                        "ERROR dev.packhouse.adapter.github.audit.AuditFile: An entry is not in " + file));
        assertThat(RecordingLogs.LINES).anyMatch(line -> line.contains("version_id=3 decision=ALLOWED dry_run=false"));
        assertThatThrownBy(() -> useCases.deleteVersion(MONALISA, APP, new VersionId(4)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageEndingWith("; nothing was changed");
        assertThat(fake.count(changes())).isOne();

        Files.delete(file);
        assertThat(backend.health().ready()).isTrue();
        assertThat(trail())
                .containsExactly(decision(Operation.DELETE_VERSION)
                        .packageId(197)
                        .version(3)
                        .entry());
    }

    @Test
    void theProviderKeepsATrailOnlyWithADirectory() {
        BackendProvider provider = new GitHubBackendProvider();
        BackendSettings without =
                new BackendSettings(Rules.GITHUB, clock, Map.of(BackendSettings.GITHUB_URL, fake.url()));
        try (var open = provider.open(without)) {
            assertThat(open.auditTrail()).isEmpty();
        }
        assertThatThrownBy(() -> provider.readAuditTrail(without, AuditQuery.latest(1)))
                .isInstanceOf(BackendOpenException.class)
                .hasMessage(
                        "The backend 'github' keeps an audit trail only with the setting 'data': the directory of its file");

        useCases.deletePackage(MONALISA, GitHubStates.address("nothing"));
        BackendSettings with = new BackendSettings(
                Rules.GITHUB,
                clock,
                Map.of(BackendSettings.GITHUB_URL, fake.url(), BackendSettings.DATA, data.toString()));
        assertThat(provider.readAuditTrail(with, AuditQuery.latest(1)))
                .extracting(StoredAuditEntry::entry)
                .isEqualTo(trail());
        assertThatThrownBy(() -> provider.open(with))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageContaining("in use by another server");
        backend.close();
        try (var open = provider.open(with)) {
            assertThat(open.auditTrail()).isPresent();
        }
    }
}
