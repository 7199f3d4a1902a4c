package dev.packhouse.domain.cleanup.policy;

import static dev.packhouse.domain.testing.Cleanup.delete;
import static dev.packhouse.domain.testing.Cleanup.keep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.testing.Packages;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for a package that several policies concern, and for several sets of policies. */
class MergedPoliciesTest {

    private static final EvaluationContext CONTEXT = Cleanup.container().context();
    private static final Selection NPM =
            new Selection(Set.of(PackageType.NPM), List.of(), List.of(), Set.of(), Set.of());

    private static CleanupPolicy policy(String name, Selection selection, UnknownManifests unknown, Safeguards safe) {
        return new CleanupPolicy(
                name,
                selection,
                List.of(keep(new Criterion.Tagged(true))),
                List.of(delete(new Criterion.All())),
                List.of(new PackageRule.Emptied()),
                unknown,
                safe);
    }

    private static CleanupPolicy named(String name) {
        return policy(name, Selection.ALL, UnknownManifests.IGNORE, Safeguards.ALL);
    }

    private static Optional<CleanupPolicy> merged(CleanupPolicy... policies) {
        return CleanupPolicy.of(Packages.container(), List.of(policies), CONTEXT);
    }

    @Test
    void theRulesOfAllPoliciesForThePackageHold() {
        CleanupPolicy npm = policy("npm", NPM, UnknownManifests.KEEP_PACKAGE, Safeguards.ALL);

        CleanupPolicy merged = merged(named("one"), npm, named("two")).orElseThrow();

        assertThat(merged.name()).isEqualTo("one, two");
        assertThat(merged.selection()).isEqualTo(Selection.ALL);
        assertThat(merged.keep()).extracting(KeepRule::name).containsExactly("one/keep", "two/keep");
        assertThat(merged.delete()).extracting(DeleteRule::name).containsExactly("one/delete", "two/delete");
        assertThat(merged.keep().get(0).conditions())
                .isEqualTo(named("one").keep().get(0).conditions());
        assertThat(merged.delete().get(0).conditions())
                .isEqualTo(named("one").delete().get(0).conditions());
        assertThat(merged.deletePackages()).containsExactly(new PackageRule.Emptied(), new PackageRule.Emptied());
        assertThat(merged.unknownManifests()).isEqualTo(UnknownManifests.IGNORE);
        assertThat(merged(npm)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"IGNORE, KEEP_UNTAGGED, KEEP_UNTAGGED", "KEEP_PACKAGE, IGNORE, KEEP_PACKAGE"})
    void theStrictestHandlingOfUnknownManifestsHolds(
            UnknownManifests one, UnknownManifests other, UnknownManifests strictest) {
        assertThat(merged(
                                policy("one", Selection.ALL, one, Safeguards.ALL),
                                policy("two", Selection.ALL, other, Safeguards.ALL))
                        .orElseThrow()
                        .unknownManifests())
                .isEqualTo(strictest);
    }

    private static Safeguards merged(Safeguards one, Safeguards other) {
        return merged(
                        policy("one", Selection.ALL, UnknownManifests.IGNORE, one),
                        policy("two", Selection.ALL, UnknownManifests.IGNORE, other))
                .orElseThrow()
                .safeguards();
    }

    @Test
    void aSafeguardIsOffIfAllPoliciesSwitchItOff() {
        Safeguards one = new Safeguards(Set.of(Safeguard.LATEST_TAG, Safeguard.LAST_VERSION), new Age("1h"));
        Safeguards other = new Safeguards(Set.of(Safeguard.LATEST_TAG, Safeguard.NEWEST_RELEASE), new Age("1h"));

        assertThat(merged(one, other).off()).containsExactly(Safeguard.LATEST_TAG);
        assertThat(merged(one, other).has(Safeguard.LATEST_TAG)).isFalse();
        assertThat(merged(one, other).has(Safeguard.NEWEST_RELEASE)).isTrue();
    }

    @Test
    void theLongestTimeOfThePoliciesThatHaveItMakesVersionsYoung() {
        Safeguards hour = Safeguards.ALL;
        Safeguards month = new Safeguards(Set.of(), new Age("1mo"));
        Safeguards days = new Safeguards(Set.of(), new Age("29d"));
        Safeguards off = new Safeguards(Set.of(Safeguard.YOUNG), new Age("1y"));

        assertThat(merged(hour, month).young()).isEqualTo(new Age("1mo"));
        assertThat(merged(month, days).young()).isEqualTo(new Age("1mo"));
        assertThat(merged(off, days).young()).isEqualTo(new Age("29d"));
        assertThat(merged(off, off)).isEqualTo(off);
    }

    @Test
    void aPolicyAsksForACriterionOfItsRulesAndTheirExceptions() {
        Criterion not = new Criterion.Not(new Conditions(List.of(new Criterion.Superseded(true))));
        CleanupPolicy policy = Cleanup.policy(keep(new Criterion.All()), delete(new Criterion.Tagged(true), not));

        assertThat(policy.asksFor(Criterion.All.class)).isTrue();
        assertThat(policy.asksFor(Criterion.Tagged.class)).isTrue();
        assertThat(policy.asksFor(Criterion.Not.class)).isTrue();
        assertThat(policy.asksFor(Criterion.Superseded.class)).isTrue();
        assertThat(policy.asksFor(Criterion.Snapshot.class)).isFalse();
    }

    private static PolicySet set(String name, String zone, Limits limits, Set<String> lists, String... policies) {
        return new PolicySet(
                name,
                ZoneId.of(zone),
                List.of(policies).stream().map(MergedPoliciesTest::named).toList(),
                limits,
                lists);
    }

    @Test
    void severalSetsAreOne() {
        PolicySet base = set("base", "UTC", new Limits(100, 60, 70, 5, 9), Set.of("live"), "one");
        PolicySet team = set("team", "UTC", new Limits(200, 50, 80, 4, 8), Set.of("live", "more"), "two", "three");

        PolicySet all = PolicySet.all(List.of(base, team));

        assertThat(all.name()).isEqualTo("base, team");
        assertThat(all.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(all.policies()).extracting(CleanupPolicy::name).containsExactly("one", "two", "three");
        assertThat(all.limits()).isEqualTo(new Limits(100, 50, 70, 4, 8));
        assertThat(all.lists()).containsExactlyInAnyOrder("live", "more");
        assertThat(PolicySet.all(List.of(base))).isEqualTo(base);
    }

    @Test
    void setsThatContradictEachOtherAreRefused() {
        PolicySet base = set("base", "UTC", Limits.DEFAULT, Set.of(), "one");
        PolicySet berlin = set("berlin", "Europe/Berlin", Limits.DEFAULT, Set.of(), "two");

        assertThatThrownBy(() -> PolicySet.all(List.of(base, berlin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The policies have several time zones: Europe/Berlin, UTC");
        assertThatThrownBy(() -> PolicySet.all(List.of(base, base)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two policies are named 'one'");
        assertThatThrownBy(() -> PolicySet.all(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no policy");
        assertThatThrownBy(() -> set("empty", "UTC", Limits.DEFAULT, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no policy");
    }

    private static PolicySet only(CleanupPolicy policy) {
        return new PolicySet("set", ZoneId.of("UTC"), List.of(policy), Limits.DEFAULT, Set.of());
    }

    @Test
    void aSetMayOnlyKeep() {
        assertThat(only(Cleanup.policy(Cleanup.keep(new Criterion.All()))).deletesNothing())
                .isTrue();
        assertThat(only(Cleanup.policy(Cleanup.delete(new Criterion.All()))).deletesNothing())
                .isFalse();
        assertThat(only(Cleanup.policy(new PackageRule.Emptied())).deletesNothing())
                .isFalse();
    }
}
