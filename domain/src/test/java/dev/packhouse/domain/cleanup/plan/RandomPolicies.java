package dev.packhouse.domain.cleanup.plan;

import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Counting;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DateField;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.Grouping;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.NameList;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.cleanup.policy.Selection;
import dev.packhouse.domain.cleanup.policy.TimePeriod;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.cleanup.policy.VersionOrder;
import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.text.NamePattern;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Policies with everything that a policy can have. */
final class RandomPolicies {

    private static final List<String> AGES = List.of("0h", "1h", "24h", "2d", "2w", "1mo", "6mo", "1y");
    private static final List<String> PATTERNS = List.of(
            "*", "v1", "latest", "pr-*", "/nightly-.*/", "*-amd64", "/.*[0-9]/", "1.*", "sha256:*", "/.*SNAPSHOT/");

    private final Random random;
    private int rules;

    RandomPolicies(Random random) {
        this.random = random;
    }

    CleanupPolicy next() {
        return new CleanupPolicy(
                "policy " + rules++,
                Selection.ALL,
                some(0, 3, this::keepRule),
                some(1, 3, this::deleteRule),
                random.nextInt(4) == 0 ? some(1, 2, this::packageRule) : List.of(),
                pick(List.of(UnknownManifests.values())),
                safeguards());
    }

    EvaluationContext context() {
        Set<String> live = Stream.of("latest", "pr-1", "1.0.0", "2.0-SNAPSHOT", "app:main", "octo-org/app@" + digest())
                .filter(entry -> random.nextBoolean())
                .collect(Collectors.toCollection(HashSet::new));
        live.add(digest());
        ZoneId zone = ZoneId.of(pick(List.of("UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia")));
        return new EvaluationContext(Cleanup.NOW, zone, Map.of("live", NameList.of(live)));
    }

    private String digest() {
        return RandomPackages.digest(random.nextInt(12)).value();
    }

    KeepRule keepRule() {
        return new KeepRule(
                "keep " + rules++, conditions(2), random.nextBoolean() ? Optional.of(counting()) : Optional.empty());
    }

    DeleteRule deleteRule() {
        List<Criterion> broad = List.of(
                new Criterion.All(),
                new Criterion.Tagged(false),
                new Criterion.AllTags(List.of(NamePattern.parse("*"))),
                new Criterion.OlderThan(new Age("2d"), DateField.CREATED));
        return new DeleteRule(
                "delete " + rules++, random.nextBoolean() ? new Conditions(List.of(pick(broad))) : conditions(2));
    }

    private PackageRule packageRule() {
        return switch (random.nextInt(3)) {
            case 0 -> new PackageRule.Idle(age());
            case 1 -> new PackageRule.Emptied();
            default -> new PackageRule.VersionsAtMost(random.nextInt(4));
        };
    }

    private Safeguards safeguards() {
        Set<Safeguard> off = Stream.of(Safeguard.values())
                .filter(safeguard -> random.nextInt(3) == 0)
                .collect(Collectors.toSet());
        return new Safeguards(off, random.nextInt(3) == 0 ? age() : new Age("1h"));
    }

    private Conditions conditions(int depth) {
        return new Conditions(some(1, 2, () -> criterion(depth)));
    }

    private Criterion criterion(int depth) {
        return switch (random.nextInt(depth > 0 ? 15 : 13)) {
            case 0 -> new Criterion.Tagged(random.nextBoolean());
            case 1 -> new Criterion.AnyTag(patterns());
            case 2 -> new Criterion.AllTags(patterns());
            case 3 -> new Criterion.Name(patterns());
            case 4 ->
                new Criterion.Id(LongStream.range(0, 4)
                        .map(i -> 1000 - random.nextInt(12))
                        .boxed()
                        .collect(Collectors.toSet()));
            case 5 -> new Criterion.OlderThan(age(), pick(List.of(DateField.values())));
            case 6 -> new Criterion.YoungerThan(age(), pick(List.of(DateField.values())));
            case 7 ->
                Criterion.Semver.of(
                        pick(List.of(Optional.empty(), Optional.of(true), Optional.of(false))),
                        Set.of(),
                        pick(List.of("*", "<2", ">=1.1")));
            case 8 ->
                random.nextBoolean()
                        ? new Criterion.Snapshot(random.nextBoolean())
                        : new Criterion.Superseded(random.nextBoolean());
            case 9 -> new Criterion.Downloads(random.nextInt(2), random.nextBoolean() ? 3 : Long.MAX_VALUE);
            case 10 -> new Criterion.ImageKind(subset(List.of(Manifest.Kind.values())));
            case 11 -> new Criterion.Defect(subset(List.of(ImageDefect.values())));
            case 12 -> new Criterion.InList("live");
            case 13 -> new Criterion.All();
            default -> new Criterion.Not(conditions(depth - 1));
        };
    }

    private Counting counting() {
        VersionOrder order = pick(List.of(VersionOrder.values()));
        boolean dates = order != VersionOrder.SEMVER;
        Map<TimePeriod, Integer> periods = new EnumMap<>(TimePeriod.class);
        if (dates && random.nextBoolean()) {
            periods.put(pick(List.of(TimePeriod.values())), 1 + random.nextInt(3));
        }
        Optional<Counting.Within> within = dates && random.nextInt(3) == 0
                ? Optional.of(new Counting.Within(age(), random.nextBoolean()))
                : Optional.empty();
        OptionalInt last = (periods.isEmpty() && within.isEmpty()) || random.nextBoolean()
                ? OptionalInt.of(1 + random.nextInt(3))
                : OptionalInt.empty();
        Grouping grouping = pick(List.of(
                new Grouping.ByPackage(),
                new Grouping.ByMajor(),
                new Grouping.ByMinor(),
                new Grouping.ByTag(NamePattern.parse("/([a-z]+)-.*/"))));
        return new Counting(last, periods, within, grouping, order);
    }

    private List<NamePattern> patterns() {
        return some(1, 2, () -> NamePattern.parse(pick(PATTERNS)));
    }

    private Age age() {
        return new Age(pick(AGES));
    }

    private <T> Set<T> subset(List<T> all) {
        Set<T> some = all.stream().filter(each -> random.nextBoolean()).collect(Collectors.toSet());
        return some.isEmpty() ? Set.of(pick(all)) : some;
    }

    private <T> List<T> some(int least, int most, java.util.function.Supplier<T> one) {
        return new ArrayList<>(IntStream.range(0, least + random.nextInt(most - least + 1))
                .mapToObj(i -> one.get())
                .toList());
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
