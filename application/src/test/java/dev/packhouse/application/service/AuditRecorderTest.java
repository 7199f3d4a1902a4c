package dev.packhouse.application.service;

import static dev.packhouse.application.service.UseCaseFixture.NOW;
import static dev.packhouse.application.service.UseCaseFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.application.testing.ForwardingBackend;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is logged, compared with what is recorded. */
class AuditRecorderTest {

    private final UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people());
    private final List<AuditEntry> log = new ArrayList<>();
    private Optional<RuntimeException> commitFailure = Optional.empty();

    private final AuditRecorder recorder = new AuditRecorder(
            new ForwardingBackend(useCases.backend) {
                @Override
                public <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work) {
                    return super.write(caller, session -> {
                        int before = log.size();
                        T result = work.apply(session);
                        assertThat(log).as("before the commit").hasSize(before);
                        commitFailure.ifPresent(failure -> {
                            throw failure;
                        });
                        return result;
                    });
                }
            },
            useCases.clock,
            log::add);

    private static DecisionSeed deletion() {
        return DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "app");
    }

    private static AuditEntry refusal() {
        return deletion().refused(Reason.PACKAGE_NOT_FOUND).entry();
    }

    private void write(DecisionSeed decision) {
        assertThat(recorder.<Boolean>write(useCases.caller(OWNER), (session, recording) -> {
                    recording.record(session, decision.entry());
                    return true;
                }))
                .isTrue();
    }

    @Test
    void aDecisionIsLoggedOnceWhenItIsCommitted() {
        write(deletion());
        write(deletion().refused(Reason.PACKAGE_NOT_FOUND).dryRun());

        assertThat(log)
                .containsExactly(
                        deletion().entry(),
                        deletion().refused(Reason.PACKAGE_NOT_FOUND).dryRun().entry());
        assertThat(useCases.trail(9)).containsExactly(log.get(1), log.get(0));
    }

    @Test
    void nothingIsLoggedOfAUnitOfWorkThatFails() {
        UnavailableException full = new UnavailableException("The disk is full", null);
        commitFailure = Optional.of(full);

        assertThatThrownBy(() -> write(deletion())).isSameAs(full);
        assertThatThrownBy(() -> write(deletion().refused(Reason.PACKAGE_NOT_FOUND)))
                .isSameAs(full);

        assertThat(log).isEmpty();
        assertThat(useCases.trail(9)).isEmpty();
    }

    @Test
    void aDecisionWhoseCommitIsUnknownIsLoggedAsUnknown() {
        OutcomeUnknownException lost = new OutcomeUnknownException("The disk failed", null);
        commitFailure = Optional.of(lost);

        assertThatThrownBy(() -> write(deletion().packageId(7))).isSameAs(lost);

        assertThat(log).containsExactly(deletion().packageId(7).unknown().entry());
    }

    @Test
    void refusalsBeyondTheLimitAreLoggedAsTheirNumber() {
        for (int i = 0; i < 12; i++) {
            write(deletion().refused(Reason.PACKAGE_NOT_FOUND));
        }
        assertThat(log).hasSize(10).containsOnly(refusal());
        log.clear();

        write(deletion());
        assertThat(log)
                .containsExactly(
                        new RefusalsNotRecorded(NOW, "monalisa", 2, NOW, NOW),
                        deletion().entry());
        log.clear();

        write(deletion().refused(Reason.PACKAGE_NOT_FOUND));
        commitFailure = Optional.of(new UnavailableException("The disk is full", null));
        assertThatThrownBy(recorder::recordCounts).isInstanceOf(UnavailableException.class);
        assertThat(log).isEmpty();
        commitFailure = Optional.empty();
        recorder.recordCounts();
        assertThat(log).containsExactly(new RefusalsNotRecorded(NOW, "monalisa", 1, NOW, NOW));
        assertThat(useCases.trail(1)).isEqualTo(log);
    }
}
