package dev.packhouse.domain.cleanup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Rules;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.testing.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every plan: thousands of packages and policies by chance, the same ones in each run. */
class PlanPropertiesTest {

    private static final int CASES = 2_000;

    private static final Affiliation ADMIN =
            Affiliation.ofUser(Accounts.MONALISA, Accounts.OCTO_ORG, Membership.OWNER, Role.NONE, Role.NONE);

    private static final CleanupPlanner PLANNER = new CleanupPlanner(Rules.GITHUB);

    private static final List<Case> ALL =
            IntStream.range(0, CASES).mapToObj(Case::of).toList();

    /** A package and a policy for it, with both results. */
    private static final class Case {

        private final int seed;
        private final PackageContent content;
        private final CleanupPolicy policy;
        private final EvaluationContext context;
        private PackagePlan plan;
        private NaivePlan naive;

        Case(int seed, PackageContent content, CleanupPolicy policy, EvaluationContext context) {
            this.seed = seed;
            this.content = content;
            this.policy = policy;
            this.context = context;
        }

        static Case of(int seed) {
            Random random = new Random(seed);
            PackageContent content = new RandomPackages(random).next();
            RandomPolicies policies = new RandomPolicies(random);
            return new Case(seed, content, policies.next(), policies.context());
        }

        Case with(CleanupPolicy other) {
            return new Case(seed, content, other, context);
        }

        Case with(List<VersionWithManifest> versions) {
            return new Case(
                    seed,
                    RandomPackages.content(content.subject(), versions, content.refusedBefore()),
                    policy,
                    context);
        }

        PackagePlan plan() {
            if (plan == null) {
                plan = PLANNER.plan(Tokens.withAllScopes(), ADMIN, content, policy, context)
                        .fold(made -> made, refusal -> {
                            throw new AssertionError(refusal);
                        });
            }
            return plan;
        }

        Set<VersionId> goes() {
            return goesByPlan(true);
        }

        Set<VersionId> stays() {
            return goesByPlan(false);
        }

        private Set<VersionId> goesByPlan(boolean deleted) {
            return plan().versions().stream()
                    .filter(each -> each.deleted() == deleted)
                    .map(each -> each.version().id())
                    .collect(Collectors.toSet());
        }

        /** The same after the deletions of the plan. */
        Case applied() {
            return with(plan().versions().stream()
                    .filter(each -> !each.deleted())
                    .map(PlannedVersion::content)
                    .toList());
        }

        NaivePlan naive() {
            if (naive == null) {
                naive = new NaivePlan(content, policy, context);
            }
            return naive;
        }

        List<VersionWithManifest> versions() {
            return content.versions();
        }

        CleanupPolicy policy() {
            return policy;
        }

        boolean isRefused(VersionWithManifest version) {
            return content.subject().visibility() == Visibility.PUBLIC
                    && version.version().downloads().orElse(0) > 5_000;
        }

        /** Whether nothing would be left, or no tag of a container package. */
        boolean losesItsLast(Set<VersionId> goes) {
            Set<VersionId> tagged = versions().stream()
                    .filter(each -> !each.version().tags().isEmpty())
                    .map(each -> each.version().id())
                    .collect(Collectors.toSet());
            boolean all = !goes.isEmpty() && goes.size() == versions().size();
            return all
                    || (content.subject().namespace().type() == PackageType.CONTAINER
                            && !tagged.isEmpty()
                            && goes.containsAll(tagged));
        }

        @Override
        public String toString() {
            return "seed %s: %s, %s".formatted(seed, content, policy);
        }
    }

    @Test
    void aPlanDeletesWhatThePlainestEvaluationDeletesBesideTheLastVersion() {
        int deletions = 0;
        int last = 0;
        for (Case each : ALL) {
            Set<VersionId> naive = each.naive().goes();
            Set<VersionId> goes = each.goes();
            deletions += goes.size();
            if (each.plan().packageRule().isPresent() || !each.losesItsLast(naive)) {
                assertThat(goes).as(each::toString).isEqualTo(naive);
            } else {
                last++;
                assertThat(naive).as(each::toString).containsAll(goes);
                assertThat(each.losesItsLast(goes)).as(each::toString).isFalse();
            }
            assertThat(each.plan().emptied())
                    .as(each::toString)
                    .isEqualTo(each.naive().emptied());
        }
        assertThat(deletions).isGreaterThan(CASES);
        assertThat(last).isGreaterThan(CASES / 50);
    }

    @Test
    void noRuleKeepsWhatGoesAndARuleDeletesItOrItGoesWithAnImage() {
        for (Case each : ALL) {
            NaivePlan naive = each.naive();
            boolean whole = each.plan().packageRule().isPresent();
            assertThat(whole).as(each::toString).isEqualTo(naive.packageGoes());
            for (PlannedVersion planned : each.plan().versions()) {
                VersionId id = planned.version().id();
                assertThat(planned.reasons()).as(each::toString).isNotEmpty();
                if (whole || !planned.deleted()) {
                    assertThat(planned.group()).as(each::toString).isEqualTo(id);
                } else {
                    assertThat(naive.kept()).as(each::toString).doesNotContain(id);
                    assertThat(naive.condemned()).as(each::toString).contains(planned.group());
                    assertThat(naive.reachable(planned.group()))
                            .as(each::toString)
                            .contains(id);
                }
            }
        }
    }

    @Test
    void everythingThatAVersionThatStaysNeedsStays() {
        for (Case each : ALL) {
            for (VersionId version : each.stays()) {
                assertThat(each.stays())
                        .as(each::toString)
                        .containsAll(each.naive().reachable(version));
            }
        }
    }

    @Test
    void anotherKeepRuleNeverDeletesMore() {
        assertNeverMore((each, random) -> {
            List<KeepRule> keep = new ArrayList<>(each.policy().keep());
            keep.add(new RandomPolicies(random).keepRule());
            return each.with(rules(
                    each.policy(), keep, each.policy().delete(), each.policy().deletePackages()));
        });
    }

    @Test
    void oneDeleteRuleLessNeverDeletesMore() {
        assertNeverMore((each, random) -> {
            List<DeleteRule> delete = new ArrayList<>(each.policy().delete());
            delete.remove(random.nextInt(delete.size()));
            return each.with(rules(
                    each.policy(), each.policy().keep(), delete, each.policy().deletePackages()));
        });
    }

    @Test
    void anotherSafeguardNeverDeletesMore() {
        assertNeverMore((each, random) -> {
            Safeguards old = each.policy().safeguards();
            Set<Safeguard> off =
                    old.off().stream().filter(safeguard -> random.nextBoolean()).collect(Collectors.toSet());
            return each.with(Cleanup.with(
                    each.policy(), new Safeguards(off, random.nextBoolean() ? old.young() : new Age("2y"))));
        });
    }

    @Test
    void aStricterHandlingOfUnknownManifestsNeverDeletesMore() {
        assertNeverMore((each, random) -> {
            List<UnknownManifests> stricter = Stream.of(UnknownManifests.values())
                    .filter(value -> value.compareTo(each.policy().unknownManifests()) <= 0)
                    .toList();
            return each.with(Cleanup.with(each.policy(), stricter.get(random.nextInt(stricter.size()))));
        });
    }

    /** A version with too many downloads is the exception: GitHub refuses its deletion, known or not. */
    @Test
    void fewerKnownDownloadsNeverDeleteMore() {
        assertNeverMore((each, random) -> each.with(each.versions().stream()
                .map(content -> random.nextBoolean() || each.isRefused(content)
                        ? content
                        : new VersionWithManifest(
                                content.version().withDownloads(OptionalLong.empty()), content.manifest()))
                .toList()));
    }

    /**
     * Exceptions: rules that count take the parts of an image with an unknown manifest for images of their own, and a signature
     * with an unknown manifest may be one of an image that stays.
     */
    @Test
    void fewerKnownManifestsNeverDeleteMoreOfAPackageThatIsKeptForThem() {
        assertNeverMore(
                (each, random) -> {
                    CleanupPolicy policy = each.policy();
                    List<KeepRule> keep = policy.keep().stream()
                            .filter(rule -> rule.counting().isEmpty())
                            .toList();
                    return each.with(Cleanup.with(
                            rules(policy, keep, policy.delete(), policy.deletePackages()),
                            UnknownManifests.KEEP_PACKAGE));
                },
                (each, random) -> each.with(
                        !each.naive().hasUnclear()
                                ? each.versions().stream()
                                        .map(content -> random.nextInt(4) > 0
                                                        || content.known()
                                                                .flatMap(Manifest::subject)
                                                                .isPresent()
                                                ? content
                                                : new VersionWithManifest(
                                                        content.version(),
                                                        new ManifestFacts.Unknown("it was forgotten")))
                                        .toList()
                                : each.versions()));
    }

    private static void assertNeverMore(BiFunction<Case, Random, Case> stricter) {
        assertNeverMore((each, random) -> each, stricter);
    }

    /**
     * What goes in the stricter case also goes in the other one, or stays there only because it is the last version, or belongs
     * to it.
     */
    private static void assertNeverMore(BiFunction<Case, Random, Case> first, BiFunction<Case, Random, Case> stricter) {
        int fewer = 0;
        for (Case original : ALL) {
            Random random = new Random(original.seed);
            Case before = first.apply(original, random);
            Case after = stricter.apply(before, random);
            fewer += after.goes().size() < before.goes().size() ? 1 : 0;
            assertThat(before.naive().goes())
                    .as(() -> before + " and then " + after)
                    .containsAll(after.goes());
        }
        assertThat(fewer).isGreaterThan(CASES / 100);
    }

    private static CleanupPolicy rules(
            CleanupPolicy policy, List<KeepRule> keep, List<DeleteRule> delete, List<PackageRule> packages) {
        return new CleanupPolicy(
                policy.name(),
                policy.selection(),
                keep,
                delete,
                packages,
                policy.unknownManifests(),
                policy.safeguards());
    }

    @Test
    void theOrderOfVersionsMakesNoDifference() {
        for (Case each : ALL) {
            assertThat(each.with(shuffled(each.versions(), new Random(each.seed)))
                            .plan())
                    .as(each::toString)
                    .isEqualTo(each.plan());
        }
    }

    @Test
    void theOrderOfRulesAndOfPoliciesMakesNoDifference() {
        for (Case each : ALL) {
            Random random = new Random(each.seed);
            List<CleanupPolicy> policies = List.of(each.policy(), new RandomPolicies(random).next());
            List<CleanupPolicy> others = shuffled(policies, random).stream()
                    .map(policy -> rules(
                            policy,
                            shuffled(policy.keep(), random),
                            shuffled(policy.delete(), random),
                            shuffled(policy.deletePackages(), random)))
                    .toList();
            PackagePlan one = merged(each, policies);
            PackagePlan other = merged(each, others);
            assertThat(other.deletionOrder()).as(each::toString).isEqualTo(one.deletionOrder());
            assertThat(other.packageRule()).as(each::toString).isEqualTo(one.packageRule());
            assertThat(facts(other)).as(each::toString).isEqualTo(facts(one));
        }
    }

    private static PackagePlan merged(Case each, List<CleanupPolicy> policies) {
        return each.with(CleanupPolicy.of(each.content.subject(), policies, each.context)
                        .orElseThrow())
                .plan();
    }

    private static Map<Object, Object> facts(PackagePlan plan) {
        return plan.versions().stream()
                .collect(Collectors.toMap(
                        each -> each.version().id(),
                        each -> List.of(each.deleted(), each.group(), Set.copyOf(each.reasons()))));
    }

    private static <T> List<T> shuffled(List<T> all, Random random) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    @Test
    void thePlanAfterAPlanDeletesNothingMoreUnlessWhatIsLeftHasChanged() {
        int again = 0;
        for (Case each : ALL) {
            Case before = each;
            Case rest = each.applied();
            while (!rest.goes().isEmpty()) {
                again++;
                assertThat(hasChanged(before, rest)).as(each::toString).isTrue();
                before = rest;
                rest = rest.applied();
            }
        }
        assertThat(again).isBetween(1, CASES / 20);
    }

    /**
     * Whether a version that is left became an image of its own, or lost what it refers to, or a rule asks for other versions: for
     * the release of a snapshot, or the number of versions.
     */
    private static boolean hasChanged(Case before, Case after) {
        return before.policy().asksFor(Criterion.Superseded.class)
                || !before.policy().deletePackages().isEmpty()
                || after.versions().stream()
                        .map(each -> each.version().id())
                        .anyMatch(
                                id -> before.naive().isRoot(id) != after.naive().isRoot(id)
                                        || !before.naive()
                                                .defect(id)
                                                .equals(after.naive().defect(id)));
    }

    @Test
    void theRegistryAllowsEachDeletionInOrderAndNoneBreaksAnImage() {
        DeletionPolicy deletion = new DeletionPolicy(Rules.GITHUB);
        for (Case each : ALL) {
            List<VersionId> order = each.plan().deletionOrder();
            Map<VersionId, VersionWithManifest> left = new LinkedHashMap<>();
            each.versions().forEach(version -> left.put(version.version().id(), version));
            assertThat(order)
                    .as(each::toString)
                    .hasSize(
                            each.plan().packageRule().isPresent()
                                    ? 0
                                    : each.goes().size())
                    .doesNotHaveDuplicates();
            for (VersionId id : order) {
                Package now = RandomPackages.content(each.content.subject(), List.copyOf(left.values()), Set.of())
                        .subject();
                assertThat(deletion.objection(now, left.remove(id).version()))
                        .as(each::toString)
                        .isEmpty();
                assertThat(order).as(each::toString).containsAll(each.naive().owners(id));
                assertThat(each.naive().isBehindACircle(id)
                                || each.naive().owners(id).stream().noneMatch(left::containsKey))
                        .as(each::toString)
                        .isTrue();
            }
        }
    }
}
