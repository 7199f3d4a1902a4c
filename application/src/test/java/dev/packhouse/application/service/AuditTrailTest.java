package dev.packhouse.application.service;

import static dev.packhouse.application.service.UseCaseFixture.ANONYMOUS;
import static dev.packhouse.application.service.UseCaseFixture.MEMBER;
import static dev.packhouse.application.service.UseCaseFixture.NOW;
import static dev.packhouse.application.service.UseCaseFixture.OUTSIDER;
import static dev.packhouse.application.service.UseCaseFixture.OWNER;
import static dev.packhouse.application.service.UseCaseFixture.UNKNOWN;
import static dev.packhouse.application.service.UseCaseFixture.address;
import static dev.packhouse.application.service.UseCaseFixture.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.application.testing.ForwardingBackend;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

    private static final PackageAddress APP = address(PackageType.NPM, "app");

    private final UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
            .token("ghp_weak", "hubot", Scope.READ_PACKAGES)
            .workflow("ghs_w", "octo-org/hello-world", Role.WRITE)
            .add(
                    PackageSeed.of(1, "octo-org", PackageType.NPM, "app")
                            .inheriting("octo-org/hello-world")
                            .with(
                                    VersionSeed.of(PackageType.NPM, 1),
                                    VersionSeed.of(PackageType.NPM, 2),
                                    VersionSeed.of(PackageType.NPM, 3)),
                    PackageSeed.of(2, "monalisa", PackageType.NPM, "app")));

    @Test
    void everyChangeIsRecordedWithActorSubjectTimeAndDecision() {
        useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 1);
        useCases.clock.advance(Duration.ofSeconds(1));
        useCases.refusalReason(Operation.RESTORE_VERSION, OWNER, APP, 1);
        useCases.refusalReason(Operation.DELETE_PACKAGE, new Credential.Token("ghs_w"), APP, 1);
        useCases.refusalReason(Operation.RESTORE_PACKAGE, OWNER, APP, 1);

        Instant later = NOW.plusSeconds(1);
        assertThat(useCases.trail(10))
                .containsExactly(
                        app(later, Operation.RESTORE_PACKAGE).entry(),
                        app(later, Operation.DELETE_PACKAGE)
                                .by("octo-org/hello-world")
                                .entry(),
                        app(later, Operation.RESTORE_VERSION).version(1).entry(),
                        app(NOW, Operation.DELETE_VERSION).version(1).entry());
    }

    @Test
    void theEntryHasTheIdOfTheRequest() {
        useCases.lifecycle.deletePackage(useCases.caller(OWNER).withRequestId("8F2A:1B"), APP);

        assertThat(useCases.trail(10))
                .containsExactly(
                        app(NOW, Operation.DELETE_PACKAGE).requestId("8F2A:1B").entry());
    }

    @Test
    void refusalsAreRecordedWithTheirReasonAndThePackageThatWasFound() {
        useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 99);
        useCases.refusalReason(Operation.DELETE_VERSION, MEMBER, APP, 1);
        useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, address(PackageType.NPM, "Not A Name"), 1);

        assertThat(useCases.trail(10))
                .containsExactly(
                        DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "Not A Name")
                                .refused(Reason.PACKAGE_NOT_FOUND)
                                .entry(),
                        app(NOW, Operation.DELETE_VERSION)
                                .by("hubot")
                                .version(1)
                                .refused(Reason.NOT_ADMIN)
                                .entry(),
                        app(NOW, Operation.DELETE_VERSION)
                                .version(99)
                                .refused(Reason.VERSION_NOT_FOUND)
                                .entry());
    }

    /** The name is in use by package 4 again. */
    @Test
    void aRefusedRestoreNamesTheDeletedPackageAndNotTheOneThatHasItsName() {
        UseCaseFixture taken = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        PackageSeed.of(3, "octo-org", PackageType.NPM, "app").deleted(NOW),
                        PackageSeed.of(4, "octo-org", PackageType.NPM, "app")));

        taken.refusalReason(Operation.RESTORE_PACKAGE, OWNER, APP, 1);

        assertThat(taken.trail(10))
                .containsExactly(DecisionSeed.of(NOW, Operation.RESTORE_PACKAGE, "octo-org", "app")
                        .packageId(3)
                        .refused(Reason.NAME_TAKEN)
                        .entry());
    }

    @Test
    void theSubjectHasTheLoginOfTheOwnerForEveryReference() {
        delete(new OwnerReference.Caller());
        delete(organization("OCTO-org"));

        assertThat(useCases.trail(10))
                .map(entry -> ((AuditEntry.Decision) entry).subject().owner())
                .containsExactly("octo-org", "monalisa");
    }

    private void delete(OwnerReference owner) {
        useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, new PackageAddress(owner, PackageType.NPM, "app"), 1);
    }

    @Test
    void requestsThatAreNotAuthorizedAreNotRecorded() {
        useCases.refusalReason(Operation.DELETE_PACKAGE, ANONYMOUS, APP, 1);
        useCases.refusalReason(Operation.DELETE_PACKAGE, UNKNOWN, APP, 1);
        useCases.refusalReason(Operation.DELETE_PACKAGE, new Credential.Token("ghp_weak"), APP, 1);
        delete(new OwnerReference.AnyLogin(new Login("Nobody")));

        assertThat(useCases.trail(10)).isEmpty();
    }

    @Test
    void readsAreNotRecorded() {
        useCases.refusalReason(Operation.GET_PACKAGE, OWNER, APP, 1);
        useCases.refusalReason(Operation.GET_PACKAGE, OUTSIDER, APP, 1);
        useCases.refusalReason(Operation.LIST_VERSIONS, OWNER, APP, 1);

        assertThat(useCases.trail(10)).isEmpty();
    }

    @Test
    void aDryRunRecordsItsDecisionsMarkedAsSuchAndChangesNothing() {
        assertThat(useCases.dryRun
                        .deletePackage(useCases.caller(OWNER).withRequestId("8F2A"), APP)
                        .refusal())
                .isEmpty();
        assertThat(useCases.dryRun.deletePackage(useCases.caller(MEMBER), APP).refusal())
                .isPresent();

        assertThat(useCases.trail(10))
                .containsExactly(
                        app(NOW, Operation.DELETE_PACKAGE)
                                .by("hubot")
                                .refused(Reason.NOT_ADMIN)
                                .dryRun()
                                .entry(),
                        app(NOW, Operation.DELETE_PACKAGE)
                                .requestId("8F2A")
                                .dryRun()
                                .entry());
        assertThat(useCases.refusalReason(Operation.GET_PACKAGE, OWNER, APP, 1)).isEmpty();
    }

    @Test
    void theLimitOfRefusalsAppliesToDryRuns() {
        for (int i = 0; i < 12; i++) {
            useCases.dryRun.deletePackage(useCases.caller(MEMBER), APP);
        }
        useCases.dryRun.recordRefusalCounts();

        assertThat(useCases.trail(100)).hasSize(11);
        assertThat(useCases.trail(1)).containsExactly(notRecorded(NOW, "hubot", 2, NOW));
    }

    private void refuse(Credential caller, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(useCases.refusalReason(Operation.DELETE_VERSION, caller, APP, 99))
                    .isPresent();
        }
    }

    private static AuditEntry refusal(Instant at, String actor) {
        return app(at, Operation.DELETE_VERSION)
                .by(actor)
                .version(99)
                .refused(actor.equals("hubot") ? Reason.NOT_ADMIN : Reason.VERSION_NOT_FOUND)
                .entry();
    }

    private static AuditEntry notRecorded(Instant at, String actor, long count, Instant since) {
        return new AuditEntry.RefusalsNotRecorded(at, actor, count, since, since);
    }

    private List<AuditEntry> newest(int limit) {
        return useCases.trail(limit);
    }

    @Test
    void tenRefusalsPerMinuteAreRecordedAndTheOthersAreCountedBeforeTheNextEntry() {
        refuse(OWNER, 9);
        useCases.clock.advance(Duration.ofSeconds(59));
        Instant last = useCases.clock.instant();
        refuse(OWNER, 4);
        refuse(MEMBER, 10);
        assertThat(newest(100)).hasSize(20);

        useCases.clock.advance(Duration.ofSeconds(1));
        Instant next = useCases.clock.instant();
        refuse(OWNER, 1);
        refuse(MEMBER, 1);

        assertThat(newest(100)).hasSize(22);
        assertThat(newest(2)).containsExactly(refusal(next, "monalisa"), notRecorded(next, "monalisa", 3, last));
    }

    @Test
    void allowedChangesAreAlwaysRecordedAfterTheCountOfRefusals() {
        refuse(OWNER, 12);

        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 1))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.RESTORE_VERSION, OWNER, APP, 1))
                .isEmpty();

        assertThat(newest(100)).hasSize(13);
        assertThat(newest(3))
                .containsExactly(
                        app(NOW, Operation.RESTORE_VERSION).version(1).entry(),
                        app(NOW, Operation.DELETE_VERSION).version(1).entry(),
                        notRecorded(NOW, "monalisa", 2, NOW));
    }

    @Test
    void countsAreRecordedOnRequestAndOnce() {
        refuse(OWNER, 12);
        refuse(MEMBER, 11);
        useCases.clock.advance(Duration.ofHours(1));
        Instant later = useCases.clock.instant();

        useCases.lifecycle.recordRefusalCounts();
        useCases.lifecycle.recordRefusalCounts();

        assertThat(newest(100)).hasSize(22);
        assertThat(newest(2))
                .containsExactlyInAnyOrder(notRecorded(later, "monalisa", 2, NOW), notRecorded(later, "hubot", 1, NOW));
    }

    @Test
    void countsOfManyCallersAreAllRecorded() {
        Seed seed = UseCaseFixture.people();
        for (int i = 0; i < 2 * AuditRecorder.BATCH; i++) {
            seed.user(10_000 + i, "user-" + i).token("ghp_" + i, "user-" + i);
        }
        UseCaseFixture crowd = UseCaseFixture.of(seed);
        for (int i = 0; i < 2 * AuditRecorder.BATCH; i++) {
            for (int refusals = 0; refusals < 11; refusals++) {
                crowd.refusalReason(Operation.DELETE_VERSION, new Credential.Token("ghp_" + i), APP, 99);
            }
        }

        crowd.lifecycle.recordRefusalCounts();

        assertThat(crowd.trail(10_000))
                .hasSize(22 * AuditRecorder.BATCH)
                .filteredOn(AuditEntry.RefusalsNotRecorded.class::isInstance)
                .hasSize(2 * AuditRecorder.BATCH);
    }

    /** A unit of work fails after its function has returned, for example because the disk is full at the commit. */
    @Test
    void aFailedTransactionNeitherLosesACountNorCountsTwice() {
        FailingCommits failing = new FailingCommits(useCases.backend);
        LifecycleService lifecycle =
                new LifecycleService(failing, Rules.GITHUB, useCases.clock, LifecycleService.Mode.APPLY);
        for (int i = 0; i < 12; i++) {
            lifecycle.deleteVersion(useCases.caller(OWNER), APP, new VersionId(99));
        }
        failing.failure = Optional.of(new UnavailableException("The disk is full", null));

        assertThatThrownBy(() -> lifecycle.deleteVersion(useCases.caller(OWNER), APP, new VersionId(99)))
                .as("the response is a failure, not a refusal")
                .isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> lifecycle.deleteVersion(useCases.caller(OWNER), APP, new VersionId(1)))
                .isInstanceOf(UnavailableException.class);
        assertThatThrownBy(lifecycle::recordRefusalCounts).isInstanceOf(UnavailableException.class);
        assertThat(newest(100)).hasSize(10).doesNotHaveAnyElementsOfTypes(AuditEntry.RefusalsNotRecorded.class);

        failing.failure = Optional.empty();
        lifecycle.deleteVersion(useCases.caller(OWNER), APP, new VersionId(1));
        lifecycle.recordRefusalCounts();
        assertThat(newest(100)).hasSize(12);
        assertThat(newest(2))
                .containsExactly(
                        app(NOW, Operation.DELETE_VERSION).version(1).entry(), notRecorded(NOW, "monalisa", 2, NOW));
    }

    @Test
    void aLongNameIsTruncated() {
        useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, address(PackageType.NPM, "a".repeat(5_000)), 1);

        assertThat(newest(1))
                .containsExactly(
                        DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "a".repeat(497) + "...[5000 bytes]")
                                .refused(Reason.PACKAGE_NOT_FOUND)
                                .entry());
    }

    /** A backend that rolls units of work back at their end, while a failure is set. */
    private static final class FailingCommits extends ForwardingBackend {

        private Optional<RuntimeException> failure = Optional.empty();

        FailingCommits(Backend backend) {
            super(backend);
        }

        @Override
        public <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work) {
            return super.write(caller, session -> {
                T result = work.apply(session);
                failure.ifPresent(e -> {
                    throw e;
                });
                return result;
            });
        }
    }

    /** A decision about the package 1. */
    private static DecisionSeed app(Instant at, Operation operation) {
        return DecisionSeed.of(at, operation, "octo-org", "app").packageId(1);
    }
}
