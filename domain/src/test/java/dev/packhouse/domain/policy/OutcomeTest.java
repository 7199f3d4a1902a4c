package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Refusal LAST = Refusal.of(Refusal.Reason.LAST_VERSION);

    private final Outcome<Integer> allowed = Outcome.allowed(42);
    private final Outcome<Integer> refused = Outcome.refused(LAST);

    @Test
    void foldHandlesValueAndRefusal() {
        assertThat(allowed.<String>fold(value -> "yes " + value, refusal -> "no " + refusal.reason()))
                .isEqualTo("yes 42");
        assertThat(refused.<String>fold(value -> "yes " + value, refusal -> "no " + refusal.reason()))
                .isEqualTo("no LAST_VERSION");
    }

    @Test
    void flatMapContinuesOnlyWithAValue() {
        assertThat(allowed.flatMap(value -> Outcome.allowed(value + 1))).isEqualTo(Outcome.allowed(43));
        assertThat(allowed.flatMap(value -> refused)).isEqualTo(refused);
        assertThat(refused.flatMap(value -> allowed)).isEqualTo(refused);
    }

    @Test
    void mapChangesOnlyAValue() {
        assertThat(allowed.map(value -> "is " + value)).isEqualTo(Outcome.allowed("is 42"));
        assertThat(refused.map(value -> "is " + value)).isEqualTo(Outcome.refused(LAST));
    }

    @Test
    void onlyARefusedRequestHasARefusal() {
        assertThat(allowed.refusal()).isEmpty();
        assertThat(refused.refusal()).contains(LAST);
    }

    @Test
    void theCodeOfARefusalIsItsReason() {
        Refusal refusal = Refusal.of(Refusal.Reason.LAST_VERSION);

        assertThat(Outcome.refused(refusal)).isEqualTo(new Outcome.Refused<>(Refusal.Reason.LAST_VERSION, refusal));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcome.Refused<>(Refusal.Reason.NOT_DELETED, refusal))
                .withMessage("The reason is LAST_VERSION, not NOT_DELETED");
    }
}
