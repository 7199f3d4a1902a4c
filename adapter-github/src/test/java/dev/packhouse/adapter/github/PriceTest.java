package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Race;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A client that goes through Packhouse costs at most a tenth more of GitHub's limits than the client alone. */
class PriceTest {

    /** The time that a client takes for each of its requests: 150 changes in a minute. */
    private static final Duration PACE = Duration.ofMillis(400);

    /** The requests of a client. */
    private interface Client {

        /** Reads a page of active versions, and returns how many it has. */
        int list(PackageAddress address, PageRequest page);

        /** Deletes a version, and returns whether it was deleted. */
        boolean delete(PackageAddress address, long id);

        /** Restores a version, and returns whether it was restored. */
        boolean restore(PackageAddress address, long id);
    }

    /** Sends the requests to GitHub. */
    private record Alone(FakeGitHub fake, HttpClient http) implements Client {

        @Override
        public int list(PackageAddress address, PageRequest page) {
            String body = send(
                            "GET",
                            "%s/versions?per_page=%d&page=%d".formatted(path(address), page.size(), page.number()))
                    .body();
            return body.split("\"package_html_url\"", -1).length - 1;
        }

        @Override
        public boolean delete(PackageAddress address, long id) {
            return send("DELETE", path(address) + "/versions/" + id).statusCode() == 204;
        }

        @Override
        public boolean restore(PackageAddress address, long id) {
            return send("POST", path(address) + "/versions/" + id + "/restore").statusCode() == 204;
        }

        private static String path(PackageAddress address) {
            return "/orgs/octo-org/packages/%s/%s".formatted(address.type().label(), address.name());
        }

        private HttpResponse<String> send(String method, String path) {
            try {
                return http.send(
                        HttpRequest.newBuilder(URI.create(fake.url() + path))
                                .method(method, BodyPublishers.noBody())
                                .header("Authorization", "Bearer " + GitHubStates.SECRET)
                                .build(),
                        BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /** Sends the requests to Packhouse. */
    private record ThroughPackhouse(LiveFixture live) implements Client {

        @Override
        public int list(PackageAddress address, PageRequest page) {
            return live.useCases
                    .versions(MONALISA, address, Optional.of(State.ACTIVE), page)
                    .fold(found -> found.page().items().size(), refusal -> -1);
        }

        @Override
        public boolean delete(PackageAddress address, long id) {
            return live.useCases
                    .deleteVersion(MONALISA, address, new VersionId(id))
                    .refusal()
                    .isEmpty();
        }

        @Override
        public boolean restore(PackageAddress address, long id) {
            return live.useCases
                    .restoreVersion(MONALISA, address, new VersionId(id))
                    .refusal()
                    .isEmpty();
        }
    }

    /** Runs a scenario alone and through Packhouse, each from a cold start, and compares the prices. */
    private static void compare(Seed seed, BiConsumer<Client, Runnable> scenario) {
        Price alone;
        MutableClock clock = new MutableClock(GitHubStates.NOW);
        try (FakeGitHub fake = new FakeGitHub(seed.state(), clock)) {
            fake.primaryLimit(100_000);
            scenario.accept(new Alone(fake, HttpClient.newHttpClient()), () -> clock.advance(PACE));
            alone = Price.of(fake, 0);
        }
        try (LiveFixture live = new LiveFixture(seed.state())) {
            live.fake.primaryLimit(100_000);
            scenario.accept(new ThroughPackhouse(live), () -> live.clock.advance(PACE));
            Price through = Price.of(live.fake, 0);
            assertThat(live.fake.violations()).isZero();
            assertThat(through)
                    .as("%s, alone %s", through, alone)
                    .satisfies(price ->
                            assertThat(price.isAtMostATenthAbove(alone)).isTrue());
        }
    }

    private static PackageAddress address(PackageType type, String name) {
        return new PackageAddress(new OwnerReference.OrganizationLogin(new Login("octo-org")), type, name);
    }

    private static PackageSeed packageOf(int id, PackageType type, String name, int versions) {
        return PackageSeed.of(id, "octo-org", type, name)
                .with(IntStream.range(0, versions)
                        .mapToObj(index -> VersionSeed.of(type, id * 100_000 + index))
                        .toArray(VersionSeed[]::new));
    }

    private static void requireAll(boolean done) {
        assertThat(done).isTrue();
    }

    @Test
    void sequentialDeletionsInAPackageOfTenThousandVersions() {
        PackageAddress address = address(PackageType.NPM, "large");
        compare(GitHubStates.people().add(packageOf(1, PackageType.NPM, "large", 10_000)), (client, pause) -> {
            for (int index = 0; index < 600; index++) {
                requireAll(client.delete(address, 100_000 + index));
                pause.run();
            }
        });
    }

    /** As the official action does it: one page of versions, then all deletions at once. */
    @Test
    void aHundredParallelDeletionsInOnePackage() {
        PackageAddress address = address(PackageType.NPM, "parallel");
        compare(GitHubStates.people().add(packageOf(1, PackageType.NPM, "parallel", 150)), (client, pause) -> {
            assertThat(client.list(address, new PageRequest(1, PageRequest.MAX_SIZE)))
                    .isEqualTo(100);
            List<Boolean> deleted = Race.of(100, index -> client.delete(address, 100_000 + index));
            assertThat(deleted).containsOnly(true);
        });
    }

    @Test
    void theDeletionOfAllButOneOfSixtyVersionsOfAContainerPackage() {
        PackageAddress address = address(PackageType.CONTAINER, "app");
        PackageSeed app = packageOf(1, PackageType.CONTAINER, "app", 60);
        compare(GitHubStates.people().add(app), (client, pause) -> {
            assertThat(client.list(address, new PageRequest(1, PageRequest.MAX_SIZE)))
                    .isEqualTo(60);
            for (int index = 0; index < 59; index++) {
                requireAll(client.delete(address, 100_000 + index));
                pause.run();
            }
        });
    }

    @Test
    void oneDeletionInEachOfFiftyPackages() {
        Seed seed = GitHubStates.people();
        IntStream.rangeClosed(1, 50).forEach(id -> seed.add(packageOf(id, PackageType.NPM, "utils-" + id, 2)));
        compare(seed, (client, pause) -> {
            for (int id = 1; id <= 50; id++) {
                requireAll(client.delete(address(PackageType.NPM, "utils-" + id), id * 100_000L));
                pause.run();
            }
        });
    }

    @Test
    void twoHundredRestorations() {
        PackageAddress address = address(PackageType.NPM, "restored");
        PackageSeed restored = PackageSeed.of(1, "octo-org", PackageType.NPM, "restored")
                .with(IntStream.range(0, 201)
                        .mapToObj(index -> index == 200
                                ? VersionSeed.of(PackageType.NPM, 100_000 + index)
                                : VersionSeed.of(PackageType.NPM, 100_000 + index)
                                        .deleted(GitHubStates.NOW.minusSeconds(60)))
                        .toArray(VersionSeed[]::new));
        compare(GitHubStates.people().add(restored), (client, pause) -> {
            for (int index = 0; index < 200; index++) {
                requireAll(client.restore(address, 100_000 + index));
                pause.run();
            }
        });
    }

    @Test
    void aListingOf1234Versions() {
        PackageAddress address = address(PackageType.NPM, "listed");
        compare(GitHubStates.people().add(packageOf(1, PackageType.NPM, "listed", 1234)), (client, pause) -> {
            int listed = 0;
            for (int page = 1; page <= 42; page++) {
                listed += client.list(address, new PageRequest(page, PageRequest.DEFAULT_SIZE));
                pause.run();
            }
            assertThat(listed).isEqualTo(1234);
        });
    }
}
