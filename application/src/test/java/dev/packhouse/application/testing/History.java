package dev.packhouse.application.testing;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.service.AdministrationService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A random history of a few packages, which are deleted, restored, published and purged while time passes. Checks these
 * invariants after each event:
 *
 * <ul>
 *   <li>There are never two active packages of one name, or two active versions of one name or with one tag.
 *   <li>An active package never loses its last version.
 *   <li>A package or version is removed only by a purge, and only after its 30 days. No number is reused.
 *   <li>A restore is refused after 30 days, and restores exactly the deleted entry.
 *   <li>A refused request changes nothing, an allowed request changes one package, and a dry run has the same outcome.
 * </ul>
 */
final class History {

    private static final String OWNER = "octo-org";
    private final AuthenticatedCaller admin;
    private final AuthenticatedCaller member;
    private static final List<PackageType> TYPES = List.of(PackageType.CONTAINER, PackageType.NPM, PackageType.MAVEN);

    private final Store store;
    private final Rules rules;
    private final MutableClock clock;
    private final SeededRandom random;
    private final PackageLifecycle lifecycle;
    private final PackageLifecycle dryRun;
    private final AdministrationService administration;
    private final Set<Event> happened = EnumSet.noneOf(Event.class);
    private final Map<Long, PackageEntry> deletedPackages = new HashMap<>();
    private final Map<Long, VersionEntry> deletedVersions = new HashMap<>();
    private final Set<Long> purgedPackages = new HashSet<>();
    private final Set<Long> purgedVersions = new HashSet<>();
    private int names;

    /** The possible events. */
    enum Event {
        DELETE_PACKAGE,
        RESTORE_PACKAGE,
        DELETE_VERSION,
        RESTORE_VERSION,
        PUBLISH,
        CREATE,
        PURGE,
        TIME_PASSES
    }

    /** A request: its package and the call of the use case. */
    private record Request(PackageEntry subject, BiFunction<PackageLifecycle, PackageAddress, Outcome<?>> question) {

        Outcome<?> ask(PackageLifecycle lifecycle) {
            return question.apply(
                    lifecycle,
                    new PackageAddress(
                            new OwnerReference.OrganizationLogin(subject.owner()),
                            subject.name().type(),
                            subject.name().value()));
        }
    }

    History(Backend backend, Rules rules, MutableClock clock, SeededRandom random) {
        this.store = backend.store().orElseThrow();
        this.rules = rules;
        this.clock = clock;
        this.random = random;
        this.lifecycle = new LifecycleService(backend, rules, clock, LifecycleService.Mode.APPLY);
        this.dryRun = new LifecycleService(backend, rules, clock, LifecycleService.Mode.DRY_RUN);
        this.administration = new AdministrationService(backend, rules, clock);
        this.admin = Callers.caller(backend, ContractState.MONALISA);
        this.member = Callers.caller(backend, ContractState.HUBOT);
    }

    /** The initial state. */
    static RegistryState beginning() {
        Seed seed = ContractState.people();
        for (PackageType type : TYPES) {
            seed.add(PackageSeed.of(OWNER, type, name(type))
                    .visibility(Visibility.PUBLIC)
                    .role("hubot", Role.WRITE)
                    .inheriting("octo-org/hello-world")
                    .with(VersionSeed.of(VersionSeed.name(type, 0))
                            .license("MIT")
                            .description("The first")));
        }
        return seed.state();
    }

    private static String name(PackageType type) {
        return type == PackageType.MAVEN ? "org.octo.app" : "app";
    }

    /** Performs one random event, and checks the invariants. */
    void performEvent() {
        RegistryState before = store.export();
        Event event = before.packages().isEmpty() ? Event.CREATE : random.oneOf(Event.values());
        boolean done = switch (event) {
            case DELETE_PACKAGE -> deletePackage(before);
            case RESTORE_PACKAGE -> restorePackage(before);
            case DELETE_VERSION -> deleteVersion(before);
            case RESTORE_VERSION -> restoreVersion(before);
            case PUBLISH -> publish(before);
            case CREATE -> create(before);
            case PURGE -> purge(before);
            case TIME_PASSES -> timePasses();
        };
        if (done) {
            happened.add(event);
        }
        noNameIsTakenTwice();
    }

    /** The kinds of events that were performed, without refused requests. */
    Set<Event> happened() {
        return happened;
    }

    /** Mostly a package to which the event applies, sometimes any other. */
    private PackageEntry aPackage(RegistryState before, Predicate<PackageEntry> fitting) {
        List<PackageEntry> fit = before.packages().stream().filter(fitting).toList();
        return random.oneOf(fit.isEmpty() || random.chance(20) ? before.packages() : fit);
    }

    private VersionEntry aVersion(PackageEntry parent, Predicate<VersionEntry> fitting) {
        List<VersionEntry> fit = parent.versions().stream().filter(fitting).toList();
        return random.oneOf(fit.isEmpty() || random.chance(20) ? parent.versions() : fit);
    }

    private static boolean isActive(PackageEntry entry) {
        return entry.deletedAt().isEmpty();
    }

    private static boolean hasDeletedVersions(PackageEntry entry) {
        return isActive(entry) && !entry.versions().stream().allMatch(Entries::active);
    }

    private boolean deletePackage(RegistryState before) {
        PackageEntry subject = aPackage(before, History::isActive);
        AuthenticatedCaller caller = random.chance(85) ? admin : member;
        Request request = new Request(subject, (asked, address) -> asked.deletePackage(caller, address));
        Optional<PackageEntry> active = active(before, subject);
        if (!isAllowed(before, request)) {
            return false;
        }
        assertThat(caller).isEqualTo(admin);
        PackageEntry deleted =
                packages(store.export()).get(active.orElseThrow().id().orElseThrow());
        assertThat(deleted).isEqualTo(Entries.deleted(active.get(), Optional.of(clock.instant())));
        deletedPackages.put(active.get().id().orElseThrow(), active.get());
        onlyChanged(before, active.get());
        return true;
    }

    private boolean restorePackage(RegistryState before) {
        PackageEntry subject = aPackage(before, entry -> !isActive(entry));
        Optional<String> token = random.chance(50)
                ? Optional.empty()
                : Optional.of(Long.toString(subject.id().orElseThrow()));
        Request request = new Request(subject, (asked, address) -> asked.restorePackage(admin, address, token));
        if (!isAllowed(before, request)) {
            return false;
        }
        PackageEntry restored = active(store.export(), subject).orElseThrow();
        PackageEntry tombstone = packages(before).get(restored.id().orElseThrow());
        isInTime(tombstone.deletedAt());
        assertThat(active(before, subject)).isEmpty();
        PackageEntry expected = deletedPackages.remove(restored.id().orElseThrow());
        assertThat(restored).isEqualTo(Entries.withVersions(expected, unpurged(expected.versions())));
        onlyChanged(before, restored);
        return true;
    }

    private List<VersionEntry> unpurged(List<VersionEntry> versions) {
        return versions.stream()
                .filter(version -> !purgedVersions.contains(version.id().orElseThrow()))
                .toList();
    }

    private boolean deleteVersion(RegistryState before) {
        PackageEntry parent = aPackage(before, History::isActive);
        VersionEntry subject = aVersion(parent, Entries::active);
        VersionId id = new VersionId(subject.id().orElseThrow());
        Request request = new Request(parent, (asked, address) -> asked.deleteVersion(admin, address, id));
        if (!isAllowed(before, request)) {
            return false;
        }
        assertThat(parent.deletedAt()).isEmpty();
        assertThat(version(store.export(), id)).isEqualTo(Entries.deleted(subject, Optional.of(clock.instant())));
        deletedVersions.put(id.value(), subject);
        onlyChanged(before, parent);
        return true;
    }

    private boolean restoreVersion(RegistryState before) {
        PackageEntry parent = aPackage(before, History::hasDeletedVersions);
        VersionEntry subject = aVersion(parent, version -> !Entries.active(version));
        VersionId id = new VersionId(subject.id().orElseThrow());
        Request request = new Request(parent, (asked, address) -> asked.restoreVersion(admin, address, id));
        if (!isAllowed(before, request)) {
            return false;
        }
        assertThat(parent.deletedAt()).isEmpty();
        isInTime(subject.deletedAt());
        Set<Tag> moved = parent.versions().stream()
                .filter(Entries::active)
                .flatMap(version -> version.tags().stream())
                .collect(toSet());
        assertThat(version(store.export(), id))
                .isEqualTo(Entries.withoutTags(deletedVersions.remove(id.value()), moved));
        onlyChanged(before, parent);
        return true;
    }

    /** Asks for a change; true if it was allowed. */
    private boolean isAllowed(RegistryState before, Request request) {
        Optional<Refusal.Reason> predicted = request.ask(dryRun).refusal().map(Refusal::reason);
        assertThat(store.export()).isEqualTo(before);
        Optional<Refusal.Reason> refused = request.ask(lifecycle).refusal().map(Refusal::reason);
        assertThat(refused).isEqualTo(predicted);
        if (refused.isPresent()) {
            assertThat(store.export()).isEqualTo(before);
        }
        return refused.isEmpty();
    }

    private void isInTime(Optional<Instant> deletedAt) {
        assertThat(deletedAt).isPresent();
        assertThat(Duration.between(deletedAt.get(), clock.instant())).isLessThanOrEqualTo(rules.retention());
    }

    private boolean publish(RegistryState before) {
        PackageEntry parent = aPackage(before, History::isActive);
        if (parent.deletedAt().isPresent()) {
            return false;
        }
        PackageType type = parent.name().type();
        VersionSeed version = VersionSeed.of(VersionSeed.name(type, random.below(4)))
                .downloads(random.oneOf(0, 5000, 5000, 5001))
                .created(clock.instant());
        if (type == PackageType.CONTAINER) {
            version.tagged(random.someOf(List.of("latest", "v1", "edge"), 50).toArray(String[]::new));
        }
        VersionEntry entry = version.entry();
        if (parent.versions().stream()
                .anyMatch(other -> Entries.active(other) && other.name().equals(entry.name()))) {
            return false;
        }
        store.publish(new PackageId(parent.id().orElseThrow()), List.of(entry));
        isNew(before);
        onlyChanged(before, parent);
        return true;
    }

    private boolean create(RegistryState before) {
        PackageType type = random.oneOf(TYPES);
        names++;
        PackageEntry entry = PackageSeed.of(OWNER, type, name(type))
                .visibility(random.oneOf(Visibility.PUBLIC, Visibility.PRIVATE))
                .role("octocat", Role.READ)
                .created(clock.instant(), clock.instant())
                .with(VersionSeed.of(VersionSeed.name(type, names)))
                .entry();
        if (active(before, entry).isPresent()) {
            return false;
        }
        store.add(new RegistryState(List.of(), List.of(), List.of(), List.of(entry), List.of()));
        isNew(before);
        assertThat(packages(store.export())).containsAllEntriesOf(packages(before));
        return true;
    }

    /** Checks that new entries have numbers that were never used. */
    private void isNew(RegistryState before) {
        RegistryState after = store.export();
        Set<Long> packages = new HashSet<>(packages(after).keySet());
        packages.removeAll(packages(before).keySet());
        Set<Long> versions = versionIds(after);
        versions.removeAll(versionIds(before));
        assertThat(versions).hasSize(1).noneMatch(purgedVersions::contains);
        assertThat(packages).noneMatch(purgedPackages::contains);
    }

    private boolean purge(RegistryState before) {
        long forgotten = administration.purge();

        RegistryState after = store.export();
        Instant limit = clock.instant().minus(rules.retention());
        long expected = 0;
        for (PackageEntry entry : before.packages()) {
            long id = entry.id().orElseThrow();
            if (isBefore(entry.deletedAt(), limit)) {
                assertThat(packages(after)).doesNotContainKey(id);
                purgedPackages.add(id);
                purgedVersions.addAll(StoreCalls.versionIds(entry));
                expected++;
            } else {
                List<VersionEntry> kept = entry.versions().stream()
                        .filter(version -> !isBefore(version.deletedAt(), limit))
                        .toList();
                assertThat(packages(after).get(id)).isEqualTo(Entries.withVersions(entry, kept));
                entry.versions().stream()
                        .filter(version -> !kept.contains(version))
                        .forEach(version -> purgedVersions.add(version.id().orElseThrow()));
                expected += entry.versions().size() - kept.size();
            }
        }
        assertThat(forgotten).isEqualTo(expected);
        return forgotten > 0;
    }

    private static boolean isBefore(Optional<Instant> deletedAt, Instant limit) {
        return deletedAt.orElse(Instant.MAX).isBefore(limit);
    }

    /** Sometimes advances the clock exactly to the end of a window, or just after it. */
    private boolean timePasses() {
        Instant next = clock.instant().plus(Duration.ofHours(1 + random.below(24 * 4)));
        if (random.chance(25)) {
            Instant end = store.export().packages().stream()
                    .flatMap(entry -> entry.deletedAt().stream())
                    .map(Tombstone::at)
                    .map(rules::restorableUntil)
                    .filter(until -> until.isAfter(clock.instant()))
                    .findFirst()
                    .orElse(next);
            next = random.chance(50) ? end : end.plusNanos(1000);
        }
        clock.set(next);
        return true;
    }

    private void noNameIsTakenTwice() {
        Set<Object> names = new HashSet<>();
        for (PackageEntry entry : store.export().packages()) {
            if (entry.deletedAt().isEmpty()) {
                assertThat(names.add(entry.name()))
                        .as("One active %s", entry.name())
                        .isTrue();
                List<VersionEntry> active =
                        entry.versions().stream().filter(Entries::active).toList();
                assertThat(active).as("Versions of %s", entry.name()).isNotEmpty();
                assertThat(active).map(VersionEntry::name).doesNotHaveDuplicates();
                assertThat(active).flatMap(VersionEntry::tags).doesNotHaveDuplicates();
            }
        }
    }

    private void onlyChanged(RegistryState before, PackageEntry subject) {
        Map<Long, PackageEntry> others = packages(before);
        others.remove(subject.id().orElseThrow());
        Map<Long, PackageEntry> after = packages(store.export());
        after.remove(subject.id().orElseThrow());
        assertThat(after).isEqualTo(others);
    }

    private static Optional<PackageEntry> active(RegistryState state, PackageEntry named) {
        return state.packages().stream()
                .filter(entry -> entry.deletedAt().isEmpty()
                        && entry.owner().equals(named.owner())
                        && entry.name().equals(named.name()))
                .findFirst();
    }

    private static Map<Long, PackageEntry> packages(RegistryState state) {
        return state.packages().stream().collect(toMap(entry -> entry.id().orElseThrow(), Function.identity()));
    }

    private static Set<Long> versionIds(RegistryState state) {
        return state.packages().stream()
                .flatMap(entry -> StoreCalls.versionIds(entry).stream())
                .collect(toSet());
    }

    private static VersionEntry version(RegistryState state, VersionId id) {
        return state.packages().stream()
                .flatMap(entry -> entry.versions().stream())
                .filter(version -> version.id().orElseThrow() == id.value())
                .findFirst()
                .orElseThrow();
    }
}
