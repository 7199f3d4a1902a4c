package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.github.FakeGitHubState.Packaged;
import dev.packhouse.adapter.github.FakeGitHubState.Version;
import dev.packhouse.adapter.github.Fault.Effect;
import dev.packhouse.adapter.github.Fault.Kind;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand operations on a fake GitHub that fails one request in eight. After each operation its result has to
 * match the state of the fake: done has changed it, refused and unavailable have not, and unknown may have. Every
 * message has the seed. The property {@code packhouse.seed} sets another one.
 */
class FaultyHistoryTest {

    private static final int OPERATIONS = 10_000;
    private static final int PACKAGES = 6;
    private static final int VERSIONS = 5;

    /** The faults, and the ways to lose a response. Stalled responses take real time and have tests of their own. */
    private static final List<Fault> FAULTS = faults();

    private enum Ending {
        DONE,
        REFUSED,
        UNKNOWN,
        UNAVAILABLE,
        LIMITED
    }

    private final long seed = Long.getLong("packhouse.seed", 20261121L);
    private final Random random = new Random(seed);
    private final Random faultRandom = new Random(seed + 1);
    private final Map<Ending, Integer> endings = new EnumMap<>(Ending.class);

    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (Kind kind : List.of(
                Kind.NO_RESPONSE,
                Kind.CUT_OFF,
                Kind.TRUNCATED_JSON,
                Kind.INTERNAL_ERROR,
                Kind.BAD_GATEWAY,
                Kind.SERVICE_UNAVAILABLE,
                Kind.HTML_ERROR,
                Kind.HTML_PAGE)) {
            faults.add(Fault.before(kind));
            faults.add(Fault.after(kind));
        }
        faults.add(Fault.before(Kind.SECONDARY_LIMIT, "3"));
        faults.add(Fault.before(Kind.SECONDARY_LIMIT));
        faults.add(Fault.before(Kind.TOO_MANY_REQUESTS, "2"));
        faults.add(Fault.before(Kind.PRIMARY_LIMIT, "4"));
        faults.add(Fault.before(Kind.VERSION_REFUSED));
        return List.copyOf(faults);
    }

    private static Seed world() {
        Seed world = GitHubStates.people();
        for (int p = 0; p < PACKAGES; p++) {
            VersionSeed[] versions = new VersionSeed[VERSIONS];
            for (int v = 0; v < VERSIONS; v++) {
                versions[v] = VersionSeed.of(PackageType.CONTAINER, 100 * (p + 1) + v);
                if (v < 3) {
                    versions[v].tagged("t" + v);
                }
                if (p == 0 && v == 0) {
                    versions[v].downloads(9999);
                }
            }
            world.add(PackageSeed.of(p + 1L, "octo-org", PackageType.CONTAINER, "app-" + p)
                    .visibility(p == 0 ? Visibility.PUBLIC : Visibility.PRIVATE)
                    .with(versions));
        }
        return world;
    }

    @Test
    void everyResultMatchesTheStateInSpiteOfFaults() {
        try (LiveFixture live = new LiveFixture(world().state())) {
            live.fake.failAtRandom(request -> {
                if (faultRandom.nextInt(8) > 0) {
                    return Optional.empty();
                }
                Fault fault = FAULTS.get(faultRandom.nextInt(FAULTS.size()));
                boolean read = request.method().equals("GET");
                return Optional.of(read && fault.effect() == Effect.DONE ? Fault.before(fault.kind()) : fault);
            });
            for (int i = 0; i < OPERATIONS; i++) {
                live.fake.world.staleReads = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
                operate(live, i);
                live.clock.advance(Duration.ofSeconds(5)); // short enough that a deleted version can always be restored
                refreshStaleReads(live);
                if (i % 500 == 0) {
                    live.fake.forgetRequests();
                }
            }
            assertThat(live.fake.violations()).as("seed %d", seed).isZero();
        }
        assertThat(endings).as("seed %d", seed).containsOnlyKeys(Ending.values());
        assertThat(endings.get(Ending.DONE)).as("seed %d: %s", seed, endings).isGreaterThan(OPERATIONS / 5);
    }

    private void operate(LiveFixture live, int step) {
        int index = random.nextInt(PACKAGES);
        PackageAddress address = GitHubStates.address("app-" + index);
        Packaged target = live.fake.world.packages.get(index);
        VersionId version = new VersionId(100L * (index + 1) + random.nextInt(VERSIONS));
        int choice = random.nextInt(5);
        if (choice == 4) {
            read(live, address, target, step);
            return;
        }
        String before = deletedItems(live);
        Supplier<Outcome<?>> operation = switch (choice) {
            case 0 -> () -> live.useCases.deletePackage(MONALISA, address);
            case 1 -> () -> live.useCases.restorePackage(MONALISA, address, Optional.empty());
            case 2 -> () -> live.useCases.deleteVersion(MONALISA, address, version);
            default -> () -> live.useCases.restoreVersion(MONALISA, address, version);
        };
        boolean deletes = choice == 0 || choice == 2;
        boolean ofPackage = choice < 2;
        String what = "seed %d, step %d: %s %s of %s"
                .formatted(
                        seed,
                        step,
                        deletes ? "delete" : "restore",
                        ofPackage ? "the package" : version,
                        address.name());
        Ending ending = end(operation, what);
        endings.merge(ending, 1, Integer::sum);
        boolean deleted = ofPackage ? target.deletedAt.isPresent() : deleted(target, version);
        switch (ending) {
            case DONE -> {
                assertThat(deleted).as(what).isEqualTo(deletes);
                assertThat(deletedItems(live))
                        .as(what + ": one change, and no other")
                        .isEqualTo(expected(before, target, ofPackage ? 0 : version.value(), deletes));
            }
            case REFUSED, UNAVAILABLE, LIMITED ->
                assertThat(deletedItems(live)).as(what + ": " + ending).isEqualTo(before);
            case UNKNOWN ->
                assertThat(deletedItems(live))
                        .as(what + ": unknown")
                        .isIn(before, expected(before, target, ofPackage ? 0 : version.value(), deletes));
        }
    }

    private static Ending end(Supplier<Outcome<?>> operation, String what) {
        try {
            return operation.get().fold(change -> Ending.DONE, refusal -> Ending.REFUSED);
        } catch (OutcomeUnknownException e) {
            assertThat(e).as(what).hasMessageContaining("check whether GET");
            return Ending.UNKNOWN;
        } catch (LimitedException e) {
            return Ending.LIMITED;
        } catch (UnavailableException e) {
            return Ending.UNAVAILABLE;
        }
    }

    private static boolean deleted(Packaged target, VersionId id) {
        return target.versions.stream().anyMatch(v -> v.id == id.value() && v.deletedAt.isPresent());
    }

    /** Returns the deleted packages and versions, which is all that the operations can change. */
    private static String deletedItems(LiveFixture live) {
        TreeSet<String> deleted = new TreeSet<>();
        for (Packaged p : live.fake.world.packages) {
            if (p.deletedAt.isPresent()) {
                deleted.add("p" + p.id);
            }
            for (Version v : p.versions) {
                if (v.deletedAt.isPresent()) {
                    deleted.add("v" + v.id);
                }
            }
        }
        return deleted.toString();
    }

    /** Returns the deleted items from before, with one change. */
    private static String expected(String before, Packaged target, long version, boolean deletes) {
        TreeSet<String> deleted =
                new TreeSet<>(List.of(before.substring(1, before.length() - 1).split(", ", -1)));
        deleted.remove("");
        String changed = version == 0 ? "p" + target.id : "v" + version;
        if (deletes) {
            deleted.add(changed);
        } else {
            deleted.remove(changed);
        }
        return deleted.toString();
    }

    private void read(LiveFixture live, PackageAddress address, Packaged target, int step) {
        String what = "seed %d, step %d: read %s".formatted(seed, step, address.name());
        try {
            Optional<List<Long>> active = live.useCases
                    .versions(MONALISA, address, Optional.of(State.ACTIVE), new PageRequest(1, 100))
                    .fold(
                            found -> Optional.of(found.page().items().stream()
                                    .map(document -> document.value().id().value())
                                    .sorted()
                                    .toList()),
                            refusal -> absent(refusal, what));
            List<Long> expected =
                    target.active().stream().map(v -> v.id).sorted().toList();
            assertThat(active)
                    .as(what)
                    .isEqualTo(target.deletedAt.isPresent() ? Optional.empty() : Optional.of(expected));
        } catch (LimitedException | UnavailableException e) {
            assertThat(e).as(what).hasMessageNotContaining(GitHubStates.SECRET);
        }
    }

    private static Optional<List<Long>> absent(Refusal refusal, String what) {
        assertThat(refusal.reason()).as(what).isEqualTo(Refusal.Reason.PACKAGE_NOT_FOUND);
        return Optional.empty();
    }

    /** Ends all stale reads before the next operation. */
    private static void refreshStaleReads(LiveFixture live) {
        for (Packaged p : live.fake.world.packages) {
            p.stale = 0;
            p.versions.forEach(v -> v.stale = 0);
        }
    }
}
