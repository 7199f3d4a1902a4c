package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.FakeGitHub.gets;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.FakeGitHubState.Version;
import dev.packhouse.adapter.github.Fault.Kind;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.Sleeper;
import dev.packhouse.adapter.github.client.response.PageLinks;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageReaderTest {

    private static final Set<Visibility> ANY = Set.of(Visibility.values());

    private static final List<Visibility> CYCLE = List.of(Visibility.PUBLIC, Visibility.PRIVATE, Visibility.INTERNAL);

    /** A package with this number of versions. The fake generates them when they are read. */
    static LiveFixture large(int active, int deleted) {
        LiveFixture live = new LiveFixture(GitHubStates.people()
                .add(PackageSeed.of(7, "octo-org", PackageType.CONTAINER, "large"))
                .state());
        var large = live.fake.world.packages.get(0);
        large.madeUpActive = active;
        large.madeUpDeleted = deleted;
        large.madeUp = Optional.of(PageReaderTest::madeUp);
        return live;
    }

    /** Returns the active version of an index from 0, or the deleted version of an index up to -1. */
    private static Version madeUp(int index) {
        Version version = new Version();
        version.id = index >= 0 ? 10_000_000L - index : 20_000_000L + index;
        version.name = "sha256:%064x".formatted(version.id);
        version.createdAt = GitHubStates.NOW.minusSeconds(Math.abs(index) + 1L);
        version.updatedAt = version.createdAt;
        if (index < 0) {
            version.deletedAt = Optional.of(GitHubStates.NOW.minusSeconds(60));
        }
        return version;
    }

    private static Namespace containers(Account owner) {
        return new Namespace(owner, PackageType.CONTAINER);
    }

    static Package find(LiveFixture live, String name) {
        return live.backend.read(
                caller(live.backend, MONALISA),
                session -> session.packages()
                        .active(
                                containers(session.accounts()
                                        .find(AccountQuery.any(new Login("octo-org")))
                                        .orElseThrow()),
                                new PackageName(PackageType.CONTAINER, name))
                        .orElseThrow()
                        .subject()
                        .value());
    }

    private static Page<WithSource<PackageVersion>> versions(LiveFixture live, Package parent, int page, int size) {
        return live.backend.read(
                caller(live.backend, MONALISA),
                session -> session.packages()
                        .versions(new VersionQuery(parent, State.ACTIVE, Instant.EPOCH, new PageRequest(page, size))));
    }

    private static Page<WithSource<Package>> packages(
            LiveFixture live, Set<Visibility> visibilities, int page, int size) {
        return live.backend.read(
                caller(live.backend, MONALISA),
                session -> session.packages()
                        .list(new PackageQuery(
                                containers(session.accounts()
                                        .find(AccountQuery.any(new Login("octo-org")))
                                        .orElseThrow()),
                                visibilities,
                                State.ACTIVE,
                                Instant.EPOCH,
                                new PageRequest(page, size))));
    }

    private static List<Long> ids(Page<WithSource<Package>> page) {
        return page.items().stream()
                .map(document -> document.value().id().value())
                .toList();
    }

    @Test
    void aPageReportsItsUnreadableEntries() {
        try (LiveFixture live = large(3, 0)) {
            Package parent = find(live, "large");
            live.fake.world.packages.get(0).madeUp = Optional.of(index -> {
                Version version = madeUp(index);
                if (index == 1) {
                    version.tags = List.of("-odd");
                } else if (index == 2) {
                    version.name = "";
                }
                return version;
            });

            Page<WithSource<PackageVersion>> page = versions(live, parent, 1, 30);

            assertThat(page.items())
                    .map(document -> document.value().id().value())
                    .containsExactly(10_000_000L, 9_999_999L);
            assertThat(page.unreadable())
                    .containsExactly(
                            "version 9999999: Invalid tag '-odd': expected 1 to 128 letters, digits, '_', '.' and '-',"
                                    + " beginning with none of '.' and '-'",
                            "version 9999998: Invalid container version name '': it must have 1 to 255 characters");

            live.fake.world.packages.get(0).name = "a//b";
            assertThat(packages(live, ANY, 1, 30).unreadable())
                    .containsExactly(
                            "package 7: Invalid container package name 'a//b': no part of it between slashes may"
                                    + " be empty, '.' or '..'");
        }
    }

    @Test
    void tenThousandPagesAreReadOneAtATime() {
        try (LiveFixture live = large(1_000_000, 0)) {
            Package parent = find(live, "large");
            assertThat(parent.versions().active()).hasValue(1_000_000);

            Page<WithSource<PackageVersion>> first = versions(live, parent, 1, 100);
            Page<WithSource<PackageVersion>> last = versions(live, parent, 10_000, 100);
            Page<WithSource<PackageVersion>> beyond = versions(live, parent, 10_001, 100);

            assertThat(first.lastPage()).isEqualTo(10_000);
            assertThat(last.lastPage()).isEqualTo(10_000);
            assertThat(last.items()).hasSize(100);
            assertThat(last.items().get(99).value().id().value()).isEqualTo(10_000_000L - 999_999);
            assertThat(beyond).isEqualTo(new Page<>(List.of(), 10_000));
            assertThat(live.fake.count(gets("/versions"))).isEqualTo(3);
        }
    }

    @Test
    void aDeletedVersionIsFoundOnAnyPage() {
        try (LiveFixture live = large(2, 12_345)) {
            Package parent = find(live, "large");
            for (int index : new int[] {0, 99, 100, 6_000, 12_344}) {
                VersionId id = new VersionId(madeUp(-1 - index).id);

                assertThat(deleted(live, parent, id).map(found -> found.value().id()))
                        .contains(id);
            }
        }
    }

    @Test
    void pagesAreFetchedConcurrentlyUpToTheMaximum() {
        try (LiveFixture live = large(2, 12_345)) {
            Package parent = find(live, "large");

            assertThat(deleted(live, parent, new VersionId(1))).isEmpty();

            assertThat(live.fake.count(gets("/versions"))).isEqualTo(124);
            assertThat(live.fake.maxInFlight()).isBetween(2, ClientOptions.DEFAULT.pagesAtOnce());
        }
    }

    private static Optional<WithSource<PackageVersion>> deleted(LiveFixture live, Package parent, VersionId id) {
        return live.backend.read(
                caller(live.backend, MONALISA), session -> session.packages().version(parent, id, State.DELETED));
    }

    /** All callers share the threads that fetch pages. */
    @Test
    void onlyTheCallersOwnThreadWaitsForItsLimit() {
        Queue<String> sleepers = new ConcurrentLinkedQueue<>();
        try (LiveFixture live = large(2, 2_000)) {
            Sleeper advancing = TestBackends.sleeper(live.clock);
            try (GitHubBackend backend =
                    TestBackends.open(live.fake.url(), live.clock, ClientOptions.DEFAULT, duration -> {
                        sleepers.add(Thread.currentThread().getName());
                        advancing.sleep(duration);
                    })) {
                Package parent = find(live, "large");
                live.fake.plan(
                        gets("page=7"),
                        Fault.before(Kind.SECONDARY_LIMIT, "20"),
                        Fault.before(Kind.BAD_GATEWAY),
                        Fault.before(Kind.TOO_MANY_REQUESTS, "5"));

                assertThat(backend.<Optional<WithSource<PackageVersion>>>read(
                                caller(backend, MONALISA),
                                session -> session.packages().version(parent, new VersionId(1), State.DELETED)))
                        .isEmpty();

                assertThat(sleepers)
                        .isNotEmpty()
                        .containsOnly(Thread.currentThread().getName());
                assertThat(live.fake.count(gets("page=7"))).isEqualTo(4);
            }
        }
    }

    @Test
    void aPageIsRetriedAfterADelay() {
        Queue<Duration> sleeps = new ConcurrentLinkedQueue<>();
        try (LiveFixture live = large(2, 2_000);
                GitHubBackend backend =
                        TestBackends.open(live.fake.url(), live.clock, ClientOptions.DEFAULT, sleeps::add)) {
            Package parent = find(live, "large");
            live.fake.plan(gets("page=7"), Fault.before(Kind.BAD_GATEWAY));

            backend.read(
                    caller(backend, MONALISA),
                    session -> session.packages().version(parent, new VersionId(1), State.DELETED));

            assertThat(sleeps)
                    .singleElement()
                    .satisfies(delay -> assertThat(delay).isBetween(Duration.ofMillis(125), Duration.ofMillis(250)));
        }
    }

    @Test
    void aListThatTakesTooLongFails() {
        // Pages that wait concurrently wait once. These waits exceed the time limit in any order.
        try (LiveFixture live = large(2, 6_000)) {
            Package parent = find(live, "large");
            for (int page = 2; page <= 60; page += 2) {
                live.fake.plan(gets("page=" + page), Fault.before(Kind.SECONDARY_LIMIT, "20"));
            }

            assertThatThrownBy(() -> deleted(live, parent, new VersionId(1)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("take longer than 95 seconds");
        }
    }

    @Test
    void aPageThatCannotBeReadFailsTheWholeSearch() {
        try (LiveFixture live = large(2, 2_000)) {
            Package parent = find(live, "large");
            Fault[] faults = new Fault[20];
            Arrays.fill(faults, Fault.before(Kind.BAD_GATEWAY));
            live.fake.plan(gets("page=7"), faults);

            assertThatThrownBy(() -> deleted(live, parent, new VersionId(1)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("page=7");
        }
    }

    @Test
    void aLongListIsNotSearchedForANameBeyondItsFirstPage() {
        try (LiveFixture live = large(1_001, 0)) {
            Package parent = find(live, "large");
            Function<Integer, VersionName> name = index -> new VersionName(PackageType.CONTAINER, madeUp(index).name);

            assertThat(live.backend.<Optional<VersionId>>read(
                            caller(live.backend, MONALISA),
                            session -> session.packages().activeVersion(parent, name.apply(99))))
                    .isPresent();
            assertThat(live.backend.<Optional<VersionId>>read(
                            caller(live.backend, MONALISA),
                            session -> session.packages().activeVersion(parent, name.apply(1_000))))
                    .isEmpty();
            assertThat(live.fake.count(gets("page=2"))).isZero();

            live.fake.world.packages.get(0).madeUpActive = 1_000;
            assertThat(live.backend.<Optional<VersionId>>read(
                            caller(live.backend, MONALISA),
                            session -> session.packages().activeVersion(parent, name.apply(999))))
                    .contains(new VersionId(madeUp(999).id));
        }
    }

    /** The same pages are searched for its name and for its tags. */
    @Test
    void aDryRunOfARestoreOfAVersionReadsTheActiveVersionsOnce() {
        try (LiveFixture live = large(950, 1)) {
            PackageAddress address = GitHubStates.address("large");
            VersionId id = new VersionId(madeUp(-1).id);
            var madeUp = live.fake.world.packages.get(0).madeUp.orElseThrow();
            live.fake.world.packages.get(0).madeUp = Optional.of(index -> {
                Version version = madeUp.apply(index);
                version.tags = index < 0 ? List.of("old", "free") : index == 949 ? List.of("old") : List.of();
                return version;
            });

            assertThat(live.dryRun.restoreVersion(MONALISA, address, id).refusal())
                    .isEmpty();

            assertThat(live.fake.count(gets("state=active"))).isEqualTo(10);
            assertThat(live.backend.<Set<Tag>>read(
                            caller(live.backend, MONALISA),
                            session -> session.packages().movedTags(find(live, "large"), deleted(live, id))))
                    .containsExactly(new Tag("old"));
        }
    }

    private static PackageVersion deleted(LiveFixture live, VersionId id) {
        return deleted(live, find(live, "large"), id).orElseThrow().value();
    }

    @Test
    void aListThatOmitsEntriesHasTheSingleSignOnHeader() {
        String partial = "partial-results; organizations=21955855,20582480";
        try (LiveFixture live = large(3, 0)) {
            live.fake.addHeader(gets("packages"), "X-GitHub-SSO", partial);

            assertThat(packages(live, ANY, 1, 30).singleSignOn()).contains(partial);
            assertThat(packages(live, ANY, 1, 30).singleSignOn()).contains(partial);
            assertThat(live.fake.confirmed()).isPositive();
            assertThat(versions(live, find(live, "large"), 1, 30).singleSignOn())
                    .contains(partial);
        }
    }

    private static LiveFixture packages(int count) {
        Seed seed = GitHubStates.people();
        IntStream.rangeClosed(1, count)
                .forEach(i -> seed.add(PackageSeed.of(i, "octo-org", PackageType.CONTAINER, "app-" + i)
                        .visibility(CYCLE.get(i % 3))));
        return new LiveFixture(seed.state());
    }

    @Test
    void twoVisibilitiesThatGitHubCannotSelectTogetherAreRefused() {
        try (LiveFixture live = packages(3)) {
            assertThatThrownBy(() -> packages(live, Set.of(Visibility.PUBLIC, Visibility.INTERNAL), 1, 30))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(packages(live, Set.of(), 1, 30)).isEqualTo(Page.empty());
        }
    }

    @Test
    void oneVisibilityIsSelectedByGitHub() {
        try (LiveFixture live = packages(9)) {
            assertThat(ids(packages(live, Set.of(Visibility.PRIVATE), 1, 30))).containsExactly(1L, 4L, 7L);
            assertThat(live.fake.count(gets("visibility=private"))).isEqualTo(1);
            assertThat(ids(packages(live, ANY, 1, 30))).hasSize(9);
        }
    }

    /** Older servers send no links with these lists. */
    @Test
    void withoutLinksAFullPageOfPackagesMayHaveANextOne() {
        try (LiveFixture live = packages(6)) {
            live.fake.dropLinksOfPackageLists();

            assertThat(packages(live, ANY, 1, 3).lastPage()).isEqualTo(2);
            assertThat(packages(live, ANY, 2, 3).lastPage()).isEqualTo(3);
            assertThat(packages(live, ANY, 3, 3)).isEqualTo(new Page<>(List.of(), 2));
            assertThat(packages(live, ANY, 1, 7).lastPage()).isEqualTo(1);
        }
    }

    /** A page after the last page would have links to it. */
    @Test
    void aPageOfVersionsWithNeitherItemsNorLinksIsOfAnEmptyList() {
        try (LiveFixture live = large(1, 0)) {
            VersionQuery third =
                    new VersionQuery(find(live, "large"), State.DELETED, Instant.EPOCH, new PageRequest(3, 30));

            Page<WithSource<PackageVersion>> page = live.backend.read(
                    caller(live.backend, MONALISA),
                    session -> session.packages().versions(third));

            assertThat(page).isEqualTo(Page.empty());
        }
    }

    @Test
    void listsWithoutCountsHaveUnknownCounts() {
        try (LiveFixture live = packages(1)) {
            live.fake.hideCountsInLists();

            assertThat(packages(live, ANY, 1, 30)
                            .items()
                            .get(0)
                            .value()
                            .versions()
                            .active())
                    .isEmpty();
        }
    }

    @Test
    void linksAreReadInEitherStyle() {
        String deprecation = "<https://docs.github.com/versions?page=9>; rel=\"deprecation\"; type=\"text/html\"";
        PageLinks versions = PageLinks.parse(List.of("<https://h/v?per_page=2&page=3>; rel=\"prev\", "
                + "<https://h/v?page=5&per_page=2>; rel=\"next\", <https://h/v?page=17>; rel=\"last\", "
                + deprecation));
        assertThat(versions.lastPage(4, 2)).isEqualTo(17);

        PageLinks empty =
                PageLinks.parse(List.of("<https://h/p?package_type=container&page=0&per_page=30>; rel=\"last\""));
        assertThat(empty.lastPage(1, 0)).isZero();

        PageLinks last =
                PageLinks.parse(List.of("<https://h/v?page=3>; rel=\"prev\"", "<https://h/v?page=1>; rel=\"first\""));
        assertThat(last.lastPage(4, 1)).isEqualTo(4);
        assertThat(last.lastPage(9, 0)).isEqualTo(3);

        assertThat(PageLinks.parse(List.of(deprecation)).lastPage(1, 5)).isEqualTo(1);
        assertThat(PageLinks.parse(List.of()).lastPage(1, 0)).isZero();
        assertThat(PageLinks.parse(List.of("garbage <<>; rel=, <https://h?page=99999999999>; rel=\"last\""))
                        .lastPage(1, 1))
                .isEqualTo(1);
    }
}
