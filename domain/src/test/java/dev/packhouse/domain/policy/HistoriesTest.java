package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Publishes, deletes, restores and purges in random order, and checks the invariants after each step. */
class HistoriesTest {

    private static final int STEPS = 300;
    private static final List<Tag> TAGS =
            Stream.of("latest", "1", "2").map(Tag::new).toList();

    private final MinimalStore store = new MinimalStore();
    private final Set<Long> expected = new HashSet<>();
    private final Map<Long, List<PackageVersion>> asDeleted = new HashMap<>();
    private final Map<Long, PackageVersion> versionAsDeleted = new HashMap<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void randomHistoriesKeepTheInvariants(long seed) {
        Random random = new Random(seed);
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        for (int step = 0; step < STEPS; step++) {
            now = now.plus(Duration.ofHours(random.nextInt(72)));
            step(random, now);
            check();
        }
    }

    private void step(Random random, Instant now) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> publish(random, now);
            case 3 -> pick(random, packages(State.ACTIVE)).ifPresent(subject -> deletePackage(subject, now));
            case 4 -> pick(random, packages(State.DELETED)).ifPresent(subject -> restorePackage(subject, now));
            case 5 -> pick(random, versions(State.ACTIVE)).ifPresent(version -> deleteVersion(version, now));
            case 6 -> pick(random, versions(State.DELETED)).ifPresent(version -> restoreVersion(version, now));
            default -> expected.removeAll(store.purge(now));
        }
        expected.addAll(store.allVersions().keySet());
    }

    private void publish(Random random, Instant now) {
        Set<Tag> tags = TAGS.stream().filter(tag -> random.nextInt(3) == 0).collect(Collectors.toSet());
        store.publish(
                new PackageName(PackageType.CONTAINER, "app-" + random.nextInt(2)),
                new VersionName(
                        PackageType.CONTAINER,
                        "sha256:" + String.valueOf(random.nextInt(5)).repeat(64)),
                tags,
                pick(random, List.of(Visibility.values())).orElseThrow(),
                now);
    }

    private void deletePackage(Package subject, Instant now) {
        List<PackageVersion> before = store.activeVersions(subject.id().value());
        assertThat(store.deletePackage(subject.id().value(), now).refusal()).isEmpty();
        asDeleted.put(subject.id().value(), before);
    }

    private void restorePackage(Package subject, Instant now) {
        Outcome<Change.PackageRestored> outcome =
                store.restorePackage(subject.id().value(), now);
        boolean late = tooLate(subject.tombstone().orElseThrow(), now);
        boolean taken = packages(State.ACTIVE).stream()
                .anyMatch(other ->
                        other.name().equals(subject.name()) && !other.id().equals(subject.id()));
        assertThat(outcome.refusal().isPresent()).isEqualTo(late || taken);
        if (outcome.refusal().isEmpty()) {
            assertThat(store.activeVersions(subject.id().value()))
                    .isEqualTo(asDeleted.get(subject.id().value()));
        }
    }

    private void deleteVersion(PackageVersion version, Instant now) {
        if (store.deleteVersion(version.id().value(), now).refusal().isEmpty()) {
            versionAsDeleted.put(version.id().value(), version);
        }
    }

    private void restoreVersion(PackageVersion version, Instant now) {
        Outcome<Change.VersionRestored> outcome =
                store.restoreVersion(version.id().value(), now);
        if (outcome instanceof Outcome.Allowed<Change.VersionRestored> allowed) {
            assertThat(tooLate(version.tombstone().orElseThrow(), now)).isFalse();
            PackageVersion before = versionAsDeleted.get(version.id().value());
            PackageVersion after = store.allVersions().get(version.id().value());
            Set<Tag> tags = new HashSet<>(after.tags());
            tags.addAll(allowed.value().movedTags());
            assertThat(tags).isEqualTo(Set.copyOf(before.tags()));
            assertThat(after).usingRecursiveComparison().ignoringFields("tags").isEqualTo(before);
        }
    }

    /** Computed independently of {@link Tombstone}. */
    private static boolean tooLate(Tombstone tombstone, Instant now) {
        return Duration.between(tombstone.deletedAt(), now).compareTo(Duration.ofDays(30)) > 0;
    }

    private void check() {
        assertThat(store.allVersions().keySet()).as("no version is lost").isEqualTo(expected);
        List<Package> active = packages(State.ACTIVE);
        assertThat(active.stream().map(Package::name)).doesNotHaveDuplicates();
        for (Package subject : active) {
            List<PackageVersion> versions = store.activeVersions(subject.id().value());
            assertThat(versions).as("an active package has a version").isNotEmpty();
            assertThat(versions.stream().map(PackageVersion::name)).doesNotHaveDuplicates();
            assertThat(versions.stream().flatMap(version -> version.tags().stream()))
                    .doesNotHaveDuplicates();
        }
    }

    private List<Package> packages(State state) {
        return store.all().stream().filter(subject -> subject.state() == state).toList();
    }

    private List<PackageVersion> versions(State state) {
        return store.allVersions().values().stream()
                .filter(version -> version.state() == state)
                .toList();
    }

    private static <T> Optional<T> pick(Random random, List<T> among) {
        return among.isEmpty() ? Optional.empty() : Optional.of(among.get(random.nextInt(among.size())));
    }
}
