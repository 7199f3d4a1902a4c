package dev.packhouse.domain.cleanup.plan;

import static dev.packhouse.domain.testing.Cleanup.delete;
import static dev.packhouse.domain.testing.Cleanup.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.Limits;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.testing.Cleanup;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which limits a plan exceeds. */
class LimitCheckTest {

    /** Of four versions, two of them tagged, these two and two others are images. */
    private static PackagePlan plan(Criterion criterion) {
        return Cleanup.container()
                .image("a", "v2")
                .image("b", "v1")
                .image("c")
                .image("d")
                .plan(policy(delete(criterion)));
    }

    private static final PackagePlan ALL = plan(new Criterion.All());
    private static final PackagePlan UNTAGGED = plan(new Criterion.Tagged(false));
    private static final PackagePlan WHOLE =
            Cleanup.container().image("a").plan(policy(new PackageRule.VersionsAtMost(1)));

    private static List<String> exceeded(Limits limits, PackagePlan... plans) {
        LimitCheck check = new LimitCheck(limits);
        Stream.of(plans).forEach(check::add);
        return check.exceeded();
    }

    @Test
    void asManyDeletionsAsTheLimitAreAllowed() {
        assertThat(exceeded(new Limits(5, 100, 100, 0, 0), ALL, UNTAGGED)).isEmpty();
        assertThat(exceeded(new Limits(4, 100, 100, 0, 0), ALL, UNTAGGED))
                .containsExactly("5 versions go, more than 4");
    }

    @Test
    void aShareCountsForEachPackageByItself() {
        assertThat(exceeded(new Limits(99, 50, 75, 0, 0), ALL, UNTAGGED)).isEmpty();
        assertThat(exceeded(new Limits(99, 49, 74, 0, 0), UNTAGGED, ALL))
                .containsExactly(
                        "3 of 4 versions of app go, more than 74 %",
                        "1 of 2 tagged versions of app go, more than 49 %");
        assertThat(exceeded(new Limits(99, 0, 50, 0, 0), UNTAGGED)).isEmpty();
    }

    @Test
    void smallPackagesHaveNoShare() {
        assertThat(exceeded(new Limits(99, 0, 0, 5, 0), ALL)).isEmpty();
        assertThat(exceeded(new Limits(99, 0, 0, 4, 0), ALL)).hasSize(2);
    }

    @Test
    void wholePackagesAreCountedByThemselves() {
        assertThat(exceeded(new Limits(0, 0, 0, 0, 2), WHOLE, WHOLE)).isEmpty();
        assertThat(exceeded(new Limits(0, 0, 0, 0, 1), WHOLE, WHOLE)).containsExactly("2 packages go, more than 1");
    }

    @Test
    void everyLimitIsNamed() {
        assertThat(exceeded(new Limits(2, 100, 74, 0, 0), WHOLE, ALL))
                .containsExactly(
                        "3 versions go, more than 2",
                        "1 packages go, more than 0",
                        "3 of 4 versions of app go, more than 74 %");
        assertThat(exceeded(new Limits(0, 0, 0, 0, 0))).isEmpty();
    }
}
