package dev.packhouse.domain.cleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.text.NamePattern;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which versions a rule keeps that counts. */
class CountingTest {

    private static final Grouping ALL = new Grouping.ByPackage();
    private static final Optional<Counting.Within> ANY_AGE = Optional.empty();

    private static Counting last(int number, Grouping grouping, VersionOrder order) {
        return new Counting(OptionalInt.of(number), Map.of(), ANY_AGE, grouping, order);
    }

    private static Counting periods(Map<TimePeriod, Integer> periods) {
        return new Counting(OptionalInt.empty(), periods, ANY_AGE, ALL, VersionOrder.CREATED);
    }

    private static Counting within(String age, boolean ofNewest) {
        return new Counting(
                OptionalInt.empty(),
                Map.of(),
                Optional.of(new Counting.Within(new Age(age), ofNewest)),
                ALL,
                VersionOrder.CREATED);
    }

    private static Map<String, String> kept(Counting counting, Cleanup app) {
        return kept(counting, app, "UTC");
    }

    /** The short names of what is kept, with the reasons, in the order of the package. */
    private static Map<String, String> kept(Counting counting, Cleanup app, String zone) {
        Map<String, Candidate> candidates = app.candidates();
        List<Candidate> oldestFirst = new ArrayList<>(candidates.values());
        Collections.reverse(oldestFirst);
        Map<VersionId, String> kept =
                counting.kept(oldestFirst, new EvaluationContext(Cleanup.NOW, ZoneId.of(zone), Map.of()));
        Map<String, String> names = new LinkedHashMap<>();
        candidates.forEach((name, candidate) -> {
            if (kept.containsKey(candidate.version().id())) {
                names.put(name, kept.get(candidate.version().id()));
            }
        });
        return names;
    }

    /** Versions that are named after the time of their publication, in UTC. */
    private static Cleanup at(String... times) {
        Cleanup app = Cleanup.of(PackageType.NPM);
        for (String time : times) {
            Instant instant = Instant.parse(time + ":00Z");
            app.version(time).dates(instant, instant);
        }
        return app;
    }

    @Test
    void theLastAreTheNewest() {
        Cleanup app = at("2026-01-01T00:00", "2026-01-03T00:00", "2026-01-02T00:00");

        assertThat(kept(last(2, ALL, VersionOrder.CREATED), app))
                .containsExactly(entry("2026-01-03T00:00", "last 2"), entry("2026-01-02T00:00", "last 2"));
        assertThat(kept(last(4, ALL, VersionOrder.CREATED), app)).hasSize(3);
        assertThat(kept(last(1, ALL, VersionOrder.CREATED), Cleanup.of(PackageType.NPM)))
                .isEmpty();
    }

    @Test
    void ofEquallyOldVersionsTheHigherIdIsTheNewerOne() {
        Instant then = Instant.parse("2026-01-01T00:00:00Z");
        Cleanup app = Cleanup.of(PackageType.NPM)
                .version("1000")
                .dates(then, then)
                .version("999")
                .dates(then, then.plusSeconds(1));

        assertThat(kept(last(1, ALL, VersionOrder.CREATED), app)).containsOnlyKeys("1000");
        assertThat(kept(last(1, ALL, VersionOrder.UPDATED), app)).containsOnlyKeys("999");
    }

    @Test
    void byChangeTheHigherIdDecidesToo() {
        Instant then = Instant.parse("2026-01-01T00:00:00Z");
        Cleanup app = Cleanup.of(PackageType.NPM)
                .version("1000")
                .dates(then, then)
                .version("999")
                .dates(then.plusSeconds(1), then);

        assertThat(kept(last(1, ALL, VersionOrder.UPDATED), app)).containsOnlyKeys("1000");
    }

    @Test
    void byNumberTheHighestIsTheNewestAndOtherNamesAreTheOldest() {
        Cleanup app = Cleanup.of(PackageType.NPM)
                .version("odd")
                .version("9.0.0")
                .version("10.0.0")
                .version("10.0.0-rc.1")
                .version("1.0.0");

        assertThat(kept(last(1, ALL, VersionOrder.SEMVER), app)).containsOnlyKeys("10.0.0");
        assertThat(kept(last(3, ALL, VersionOrder.SEMVER), app)).containsOnlyKeys("9.0.0", "10.0.0", "10.0.0-rc.1");
        assertThat(kept(last(4, ALL, VersionOrder.SEMVER), app)).doesNotContainKey("odd");
    }

    @Test
    void ofEqualNumbersAndOfNamesWithoutThemTheNewerIsTheNewest() {
        Cleanup app = Cleanup.container()
                .image("new", "1.0.0")
                .image("old", "main", "0.9.0", "v1.0.0")
                .image("newer rest", "a")
                .image("older rest", "b");

        assertThat(kept(last(1, ALL, VersionOrder.SEMVER), app)).containsOnlyKeys("new");
        assertThat(kept(last(3, ALL, VersionOrder.SEMVER), app)).containsOnlyKeys("new", "old", "newer rest");
    }

    @Test
    void theNewestOfEachPeriodThatHasOneIsKept() {
        Cleanup app = at(
                "2026-03-02T10:40",
                "2026-03-02T10:20",
                "2026-03-02T09:00",
                "2026-03-01T23:00",
                "2026-01-31T00:00",
                "2025-06-01T00:00");

        assertThat(kept(periods(Map.of(TimePeriod.HOURLY, 2)), app))
                .containsExactly(
                        entry("2026-03-02T10:40", "hourly 2026-03-02 10:00+00:00"),
                        entry("2026-03-02T09:00", "hourly 2026-03-02 09:00+00:00"));
        assertThat(kept(periods(Map.of(TimePeriod.DAILY, 3)), app))
                .containsExactly(
                        entry("2026-03-02T10:40", "daily 2026-03-02"),
                        entry("2026-03-01T23:00", "daily 2026-03-01"),
                        entry("2026-01-31T00:00", "daily 2026-01-31"));
        assertThat(kept(periods(Map.of(TimePeriod.MONTHLY, 2)), app))
                .containsExactly(
                        entry("2026-03-02T10:40", "monthly 2026-03"), entry("2026-01-31T00:00", "monthly 2026-01"));
        assertThat(kept(periods(Map.of(TimePeriod.YEARLY, 9)), app))
                .containsExactly(entry("2026-03-02T10:40", "yearly 2026"), entry("2025-06-01T00:00", "yearly 2025"));
        assertThat(kept(periods(Map.of(TimePeriod.DAILY, 1, TimePeriod.YEARLY, 2)), app))
                .containsExactly(
                        entry("2026-03-02T10:40", "daily 2026-03-02"), entry("2025-06-01T00:00", "yearly 2025"));
    }

    /** 2020 has 53 weeks; 1 January 2021 is in the last one of them, 31 December 2024 in the first week of 2025. */
    @Test
    void weeksAtTheTurnOfTheYearAreThoseOfIso() {
        Cleanup app =
                at("2024-12-31T00:00", "2024-12-29T00:00", "2021-01-04T00:00", "2021-01-03T00:00", "2020-12-28T00:00");

        assertThat(kept(periods(Map.of(TimePeriod.WEEKLY, 9)), app))
                .containsExactly(
                        entry("2024-12-31T00:00", "weekly 2025-W01"),
                        entry("2024-12-29T00:00", "weekly 2024-W52"),
                        entry("2021-01-04T00:00", "weekly 2021-W01"),
                        entry("2021-01-03T00:00", "weekly 2020-W53"));
    }

    @Test
    void periodsAreThoseOfTheTimeZone() {
        Cleanup app = at("2026-01-01T04:00", "2026-01-01T06:00");

        assertThat(kept(periods(Map.of(TimePeriod.YEARLY, 9)), app, "America/New_York"))
                .containsExactly(entry("2026-01-01T04:00", "yearly 2025"), entry("2026-01-01T06:00", "yearly 2026"));
    }

    /** On 25 October 2026 the hour from 2 to 3 comes twice in Berlin. */
    @Test
    void theHourThatComesTwiceIsTwoHours() {
        Cleanup app = at("2026-10-25T01:30", "2026-10-25T00:30");

        assertThat(kept(periods(Map.of(TimePeriod.HOURLY, 9)), app, "Europe/Berlin"))
                .containsExactly(
                        entry("2026-10-25T01:30", "hourly 2026-10-25 02:00+01:00"),
                        entry("2026-10-25T00:30", "hourly 2026-10-25 02:00+02:00"));
    }

    @Test
    void youngVersionsAreKeptUpToTheInstant() {
        Cleanup app = at("2026-11-20T13:00", "2026-11-06T12:00", "2026-11-06T11:59");

        assertThat(kept(within("14d", false), app))
                .containsExactly(entry("2026-11-20T13:00", "within 14d"), entry("2026-11-06T12:00", "within 14d"));
    }

    @Test
    void versionsOfADormantPackageDoNotAgeAfterTheNewest() {
        Cleanup app = at("2020-03-15T00:00", "2020-03-01T00:00", "2020-02-29T23:59");

        assertThat(kept(within("14d", true), app)).containsOnlyKeys("2020-03-15T00:00", "2020-03-01T00:00");
        assertThat(kept(within("14d", false), app)).isEmpty();
    }

    @Test
    void theDateOfAPeriodAndAnAgeIsThatOfTheOrder() {
        Cleanup app = Cleanup.of(PackageType.NPM)
                .version("changed")
                .dates(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2026-11-20T00:00:00Z"))
                .version("newer")
                .dates(Instant.parse("2021-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z"));
        Counting counting = new Counting(
                OptionalInt.empty(),
                Map.of(TimePeriod.YEARLY, 1),
                Optional.of(new Counting.Within(new Age("30d"), false)),
                ALL,
                VersionOrder.UPDATED);

        assertThat(kept(counting, app)).containsExactly(entry("changed", "yearly 2026"));
        assertThat(kept(periods(Map.of(TimePeriod.YEARLY, 1)), app)).containsExactly(entry("newer", "yearly 2021"));
    }

    @Test
    void oneWayToBeKeptIsEnough() {
        Cleanup app = at("2026-11-20T00:00", "2026-11-19T00:00", "2025-01-01T00:00", "2024-01-01T00:00");
        Counting counting = new Counting(
                OptionalInt.of(1),
                Map.of(TimePeriod.YEARLY, 2),
                Optional.of(new Counting.Within(new Age("2d"), false)),
                ALL,
                VersionOrder.CREATED);

        assertThat(kept(counting, app))
                .containsExactly(
                        entry("2026-11-20T00:00", "last 1"),
                        entry("2026-11-19T00:00", "within 2d"),
                        entry("2025-01-01T00:00", "yearly 2025"));
    }

    @Test
    void versionsWithTheSameNumbersAreCountedTogether() {
        Cleanup app = Cleanup.of(PackageType.NPM)
                .version("1.0.1")
                .version("1.0.0")
                .version("1.1.0")
                .version("2.0.0")
                .version("odd")
                .version("odder");

        assertThat(kept(last(1, new Grouping.ByMajor(), VersionOrder.CREATED), app))
                .containsExactly(entry("1.0.1", "last 1 of 1"), entry("2.0.0", "last 1 of 2"), entry("odd", "last 1"));
        assertThat(kept(last(1, new Grouping.ByMinor(), VersionOrder.CREATED), app))
                .containsExactly(
                        entry("1.0.1", "last 1 of 1.0"),
                        entry("1.1.0", "last 1 of 1.1"),
                        entry("2.0.0", "last 1 of 2.0"),
                        entry("odd", "last 1"));
    }

    @Test
    void aVersionWithSeveralTagsIsInSeveralGroups() {
        Grouping byFlavour = new Grouping.ByTag(NamePattern.parse("/nightly-([a-z]+)-.*/"));
        Cleanup app = Cleanup.container()
                .image("new a", "nightly-a-3")
                .image("a and b", "nightly-a-2", "nightly-b-2")
                .image("old b", "nightly-b-1")
                .image("rest", "main")
                .image("older rest");

        assertThat(kept(last(1, byFlavour, VersionOrder.CREATED), app))
                .containsExactly(
                        entry("new a", "last 1 of a"), entry("a and b", "last 1 of b"), entry("rest", "last 1"));
    }

    @Test
    void aGroupingByTagNeedsAGroup() {
        assertThatThrownBy(() -> new Grouping.ByTag(NamePattern.parse("/nightly-.*/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The pattern '/nightly-.*/' has no group: expected a regular expression such as /(.+)-\\d+/");
    }

    @Test
    void countingNothingIsRefused() {
        assertThatThrownBy(() -> periods(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("It counts nothing: expected last, a period or within");
        assertThatThrownBy(() -> last(0, ALL, VersionOrder.CREATED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'last: 0' keeps nothing: expected 1 or more");
        assertThatThrownBy(() -> periods(Map.of(TimePeriod.WEEKLY, -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'weekly: -1' keeps nothing: expected 1 or more");
        assertThat(last(1, ALL, VersionOrder.CREATED).last()).hasValue(1);
    }

    @Test
    void numbersHaveNoPeriodsAndNoAge() {
        Optional<Counting.Within> within = Optional.of(new Counting.Within(new Age("1d"), true));

        assertThatThrownBy(() ->
                        new Counting(OptionalInt.of(1), Map.of(TimePeriod.DAILY, 1), ANY_AGE, ALL, VersionOrder.SEMVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'order: semver' goes with 'last' only: periods and ages count dates");
        assertThatThrownBy(() -> new Counting(OptionalInt.of(1), Map.of(), within, ALL, VersionOrder.SEMVER))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
