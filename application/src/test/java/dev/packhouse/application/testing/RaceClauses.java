package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.find;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.version;
import static dev.packhouse.application.testing.ContractState.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The properties of concurrent requests for the same change. */
public interface RaceClauses extends BackendFixture {

    /** The number of concurrent callers. */
    int RACERS = 8;

    private static PackageAddress app() {
        return new PackageAddress(new OwnerReference.OrganizationLogin(new Login("octo-org")), PackageType.NPM, "app");
    }

    private static Seed seed() {
        return people().add(PackageSeed.of(1, "octo-org", PackageType.NPM, "app")
                .with(IntStream.rangeClosed(1, RACERS)
                        .mapToObj(i -> VersionSeed.of(PackageType.NPM, i))
                        .toArray(VersionSeed[]::new)));
    }

    private static PackageLifecycle lifecycle(Backend backend, MutableClock clock) {
        return new LifecycleService(backend, RULES, clock, LifecycleService.Mode.APPLY);
    }

    private static long allowed(IntFunction<Outcome<?>> attempt) {
        return Race.of(RACERS, attempt).stream()
                .filter(outcome -> outcome.refusal().isEmpty())
                .count();
    }

    @Test
    default void oneOfManyConcurrentDeletionsOfAPackageIsAllowed() {
        MutableClock clock = new MutableClock(NOW);
        try (Backend backend = open(seed().state(), clock)) {
            PackageLifecycle lifecycle = lifecycle(backend, clock);

            assertThat(allowed(racer -> lifecycle.deletePackage(caller(backend, MONALISA), app())))
                    .isEqualTo(1);

            assertThat(find(backend, MONALISA, "octo-org", PackageType.NPM, "app"))
                    .isEmpty();
        }
    }

    @Test
    default void oneOfManyConcurrentRestoresOfAPackageIsAllowed() {
        MutableClock clock = new MutableClock(NOW);
        try (Backend backend = open(seed().state(), clock)) {
            PackageLifecycle lifecycle = lifecycle(backend, clock);
            assertThat(lifecycle.deletePackage(caller(backend, MONALISA), app()).refusal())
                    .isEmpty();

            assertThat(allowed(racer -> lifecycle.restorePackage(caller(backend, MONALISA), app(), Optional.empty())))
                    .isEqualTo(1);

            assertThat(active(backend, PackageType.NPM, "app").versions().active())
                    .hasValue(RACERS);
        }
    }

    @Test
    default void oneOfManyConcurrentDeletionsOfAVersionIsAllowed() {
        MutableClock clock = new MutableClock(NOW);
        try (Backend backend = open(seed().state(), clock)) {
            PackageLifecycle lifecycle = lifecycle(backend, clock);

            assertThat(allowed(racer -> lifecycle.deleteVersion(caller(backend, MONALISA), app(), new VersionId(3))))
                    .isEqualTo(1);

            assertThat(versions(backend, active(backend, PackageType.NPM, "app"), State.ACTIVE))
                    .hasSize(RACERS - 1);
        }
    }

    @Test
    default void oneOfManyConcurrentRestoresOfAVersionIsAllowed() {
        MutableClock clock = new MutableClock(NOW);
        try (Backend backend = open(seed().state(), clock)) {
            PackageLifecycle lifecycle = lifecycle(backend, clock);
            assertThat(lifecycle
                            .deleteVersion(caller(backend, MONALISA), app(), new VersionId(3))
                            .refusal())
                    .isEmpty();

            assertThat(allowed(racer -> lifecycle.restoreVersion(caller(backend, MONALISA), app(), new VersionId(3))))
                    .isEqualTo(1);

            assertThat(version(backend, active(backend, PackageType.NPM, "app"), 3, State.ACTIVE)
                            .tombstone())
                    .isEmpty();
        }
    }

    @Test
    default void theLastVersionIsNotDeletedByConcurrentDeletionsOfAllVersions() {
        MutableClock clock = new MutableClock(NOW);
        try (Backend backend = open(seed().state(), clock)) {
            PackageLifecycle lifecycle = lifecycle(backend, clock);

            assertThat(allowed(racer ->
                            lifecycle.deleteVersion(caller(backend, MONALISA), app(), new VersionId(racer + 1))))
                    .isEqualTo(RACERS - 1);

            assertThat(versions(backend, active(backend, PackageType.NPM, "app"), State.ACTIVE))
                    .hasSize(1);
        }
    }
}
