package dev.packhouse.application.service;

import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.api.PackageListRequest;
import dev.packhouse.application.api.PackageMirror;
import dev.packhouse.application.api.PackageMirror.Summary;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MirrorServiceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final OwnerReference ORGANIZATION = new OwnerReference.OrganizationLogin(new Login("octo-org"));
    private static final Set<PackageType> ALL = EnumSet.allOf(PackageType.class);

    /** What an index says of an image that it lists. */
    private static final Manifest LISTED = new Manifest(
            Manifest.Kind.IMAGE,
            Manifest.Kind.IMAGE.defaultMediaType(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            OptionalLong.empty());

    private static final Manifest INDEX = new Manifest(
            Manifest.Kind.INDEX,
            Manifest.Kind.INDEX.defaultMediaType(),
            Optional.empty(),
            List.of(new Manifest.Child(
                    new Digest(VersionSeed.name(PackageType.CONTAINER, 837).value()),
                    Optional.of(LISTED.mediaType()),
                    Optional.empty())),
            Optional.empty(),
            OptionalLong.empty());

    private final MutableClock clock = new MutableClock(NOW);
    private final InMemoryBackend source = InMemoryBackend.of(
            new Seed()
                    .user(1001, "monalisa")
                    .user(1002, "hubot")
                    .organization(2001, "octo-org", List.of("monalisa"), List.of("hubot"))
                    .privateRepository(5001, "octo-org/hello-world", Map.of("hubot", Role.WRITE))
                    .add(
                            PackageSeed.of(197, "octo-org", PackageType.CONTAINER, "team/app")
                                    .inheriting("octo-org/hello-world")
                                    .role("hubot", Role.ADMIN)
                                    .with(
                                            image(836).tagged("latest", "1.0").manifest(INDEX),
                                            image(837).manifest(LISTED),
                                            image(838).tagged("0.9").deleted(NOW.minus(Duration.ofDays(3)))),
                            PackageSeed.of(198, "octo-org", PackageType.NPM, "tool")
                                    .with(VersionSeed.of(PackageType.NPM, 1)
                                            .license("MIT")
                                            .description("A tool")),
                            PackageSeed.of(199, "monalisa", PackageType.NPM, "mine")
                                    .with(VersionSeed.of(PackageType.NPM, 900)))
                    .token("ghp_owner", "monalisa")
                    .token("ghp_reader", "hubot", Scope.REPO)
                    .state(),
            Rules.GITHUB,
            clock);
    private final InMemoryBackend target = new InMemoryBackend(Rules.GITHUB, clock);
    private final Log log = new Log();
    private final Map<PackageType, Integer> lastPages = new EnumMap<>(PackageType.class);
    private List<String> unreadablePackages = List.of();
    private List<String> unreadableVersions = List.of();
    private Optional<String> singleSignOn = Optional.empty();

    private boolean manifests = true;

    /** The time that each request to the source takes. */
    private Duration pause = Duration.ZERO;

    @Test
    void everyPackageOfTheOwnerIsCopiedWithItsActiveAndItsDeletedVersions() {
        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(2, 0, 0, 4)));

        assertThat(target.export().packages()).isEqualTo(expected(197L, 198L));
    }

    /** A version without the facts that a registry does not return: here the manifest of a deleted one. */
    private static VersionEntry copied(VersionEntry version) {
        return new VersionEntry(
                version.id(),
                version.name(),
                version.tags(),
                version.downloads(),
                version.license(),
                version.description(),
                version.createdAt(),
                version.updatedAt(),
                version.deletedAt(),
                version.deletedAt().isPresent() ? Optional.empty() : version.manifest());
    }

    /** The packages of the source without the facts that a registry does not return: here the roles. */
    private List<PackageEntry> expected(Long... ids) {
        return source.export().packages().stream()
                .filter(entry -> List.of(ids).contains(entry.id().getAsLong()))
                .map(entry -> new PackageEntry(
                        entry.id(),
                        entry.owner(),
                        entry.name(),
                        entry.visibility(),
                        entry.repository(),
                        entry.inheritsAccess(),
                        Map.of(),
                        Map.of(),
                        false,
                        entry.createdAt(),
                        entry.updatedAt(),
                        entry.deletedAt(),
                        entry.versions().stream().map(MirrorServiceTest::copied).toList()))
                .toList();
    }

    private List<Optional<Manifest>> copiedManifests() {
        return target.export().packages().get(0).versions().stream()
                .map(VersionEntry::manifest)
                .toList();
    }

    @Test
    void theManifestsOfActiveVersionsAreCopied() {
        mirror("ghp_owner", Set.of(PackageType.CONTAINER));

        assertThat(copiedManifests())
                .containsExactlyInAnyOrder(Optional.of(INDEX), Optional.of(LISTED), Optional.empty());
    }

    @Test
    void manifestsAreNotReadUnlessThatIsWanted() {
        manifests = false;
        mirror("ghp_owner", Set.of(PackageType.CONTAINER));

        assertThat(copiedManifests()).containsOnly(Optional.empty());
    }

    @Test
    void theCallerIsTheOnlyOwnerOfTheOrganizationInTheCopy() {
        mirror("ghp_owner", ALL);

        RegistryState copy = target.export();
        assertThat(copy.users()).extracting(UserEntry::login).containsExactly(new Login("monalisa"));
        assertThat(copy.organizations())
                .extracting(OrganizationEntry::login, OrganizationEntry::owners, OrganizationEntry::members)
                .containsExactly(tuple(new Login("octo-org"), List.of(new Login("monalisa")), List.of()));
        assertThat(copy.repositories()).extracting(RepositoryEntry::roles).containsExactly(Map.of());
        assertThat(copy.tokens()).isEmpty();
    }

    @Test
    void onlyTheRequestedTypesAreCopied() {
        assertThat(mirror("ghp_owner", Set.of(PackageType.NPM))).isEqualTo(Outcome.allowed(new Summary(1, 0, 0, 1)));

        assertThat(target.export().packages()).isEqualTo(expected(198L));
    }

    @Test
    void aSecondMirrorCopiesOnlyWhatIsMissing() {
        mirror("ghp_owner", Set.of(PackageType.NPM));

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(1, 1, 0, 3)));
        assertThat(target.export().packages()).isEqualTo(expected(197L, 198L));
    }

    @Test
    void anInterruptedMirrorLeavesCompletePackagesAndContinuesAfterThem() {
        log.beforePage = page -> {
            if (page.startsWith("reading team/app")) {
                throw new IllegalStateException("the network is gone");
            }
        };
        assertThatThrownBy(() -> mirror("ghp_owner", ALL)).hasMessage("the network is gone");
        assertThat(target.export().packages()).isEqualTo(expected(198L));

        log.beforePage = page -> {};
        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(1, 1, 0, 3)));
    }

    @Test
    void aListThatShrinksWhileItIsReadIsReadAgain() {
        source.publish(new PackageId(198), versions(2, 150));
        once("reading tool 1/2", () -> delete(PackageType.NPM, "tool", 150));

        mirror("ghp_owner", Set.of(PackageType.NPM));

        assertThat(target.export().packages())
                .singleElement()
                .satisfies(copy -> assertThat(copy.versions())
                        .containsExactlyInAnyOrderElementsOf(
                                expected(198L).get(0).versions()));
    }

    @Test
    void aPackageWhoseListKeepsChangingIsLeftOutAndCopiedByTheNextRun() {
        source.publish(new PackageId(198), versions(2, 250));
        Iterator<Long> victims = LongStream.iterate(250, id -> id - 1).iterator();
        log.beforePage = page -> {
            if (page.startsWith("reading tool 1/3")) {
                delete(PackageType.NPM, "tool", victims.next());
            }
        };

        assertThat(mirror("ghp_owner", Set.of(PackageType.NPM))).isEqualTo(Outcome.allowed(new Summary(0, 0, 1, 0)));
        assertThat(log.lines).endsWith("left out tool: its versions kept changing while they were read");

        log.beforePage = page -> {};
        assertThat(mirror("ghp_owner", Set.of(PackageType.NPM))).isEqualTo(Outcome.allowed(new Summary(1, 0, 0, 250)));
    }

    @Test
    void aVersionThatIsDeletedBetweenTheListsIsCopiedOnceAsDeleted() {
        once("reading team/app 1/1", () -> delete(PackageType.CONTAINER, "team/app", 837));

        assertThat(mirror("ghp_owner", Set.of(PackageType.CONTAINER)))
                .isEqualTo(Outcome.allowed(new Summary(1, 0, 0, 3)));
        assertThat(target.export().packages()).isEqualTo(expected(197L));
    }

    private static List<VersionEntry> versions(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> VersionSeed.of(PackageType.NPM, number)
                        .created(NOW.minusSeconds(1000 - number))
                        .entry())
                .toList();
    }

    private void delete(PackageType type, String name, long id) {
        assertThat(new LifecycleService(source, Rules.GITHUB, clock, LifecycleService.Mode.APPLY)
                        .deleteVersion(
                                caller(source, new Credential.Token("ghp_owner")),
                                new PackageAddress(ORGANIZATION, type, name),
                                new VersionId(id))
                        .refusal())
                .isEmpty();
    }

    @Test
    void aPackageThatIsDeletedBeforeItIsReadIsLeftOut() {
        once("listing npm 1/1", () -> deletePackage("tool"));

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(1, 0, 1, 3)));
        assertThat(log.lines).contains("left out tool: it was gone when its versions were read");
    }

    @Test
    void aPackageThatIsDeletedWhileItIsReadIsLeftOut() {
        once("reading tool 1/1", () -> deletePackage("tool"));

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(1, 0, 1, 3)));
        assertThat(log.lines).contains("left out tool: it was gone when its versions were read");
    }

    @Test
    void aPackageThatIsReplacedBeforeItIsReadIsLeftOut() {
        once("listing npm 1/1", () -> replaceTool(1));

        theReplacedPackageIsLeftOutAndTheNewOneIsCopiedByTheNextRun(1);
    }

    @Test
    void aPackageThatIsReplacedWhileItIsReadIsLeftOut() {
        source.publish(new PackageId(198), versions(2, 150));
        once("reading tool 1/2", () -> replaceTool(150));

        theReplacedPackageIsLeftOutAndTheNewOneIsCopiedByTheNextRun(150);
    }

    @Test
    void aPackageThatIsDeletedAfterItsCopyDoesNotHideAnother() {
        source.add(new Seed()
                .add(IntStream.rangeClosed(1001, 1150)
                        .mapToObj(id -> PackageSeed.of(id, "octo-org", PackageType.NPM, "tool-" + id)
                                .with(VersionSeed.of(1000 + id, VersionSeed.name(PackageType.NPM, id))))
                        .toArray(PackageSeed[]::new))
                .state());
        once("copied tool 1", () -> deletePackage("tool"));

        assertThat(mirror("ghp_owner", Set.of(PackageType.NPM)))
                .isEqualTo(Outcome.allowed(new Summary(151, 0, 0, 151)));
    }

    @Test
    void packagesAfterTheLastPageAreLeftOutAndTheNextTypeIsCopied() {
        lastPages.put(PackageType.NPM, 101);

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(2, 0, 1, 4)));
        assertThat(log.lines)
                .containsSubsequence(
                        "listing npm 100/101",
                        "left out of npm: any after the first 10000, which are all that are listed",
                        "copied tool 1",
                        "copied team/app 3");
    }

    @Test
    void aListThatEndsWithTheLastPageIsComplete() {
        lastPages.put(PackageType.NPM, 100);

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(2, 0, 0, 4)));
        assertThat(log.lines).contains("listing npm 100/100").noneMatch(line -> line.startsWith("left out"));
    }

    @Test
    void aPackageWithAVersionOrATagThatCannotBeReadIsLeftOutWithTheReason() {
        unreadableVersions = List.of("version 836: Invalid tag '-odd'", "version 837: Invalid name", "version 839 too");

        assertThat(mirror("ghp_owner", Set.of(PackageType.CONTAINER)))
                .isEqualTo(Outcome.allowed(new Summary(0, 0, 1, 0)));
        assertThat(log.lines)
                .endsWith("left out team/app: it cannot be read completely: version 836: Invalid tag '-odd', and 2 more"
                        + " like it");
        assertThat(target.export().packages()).isEmpty();

        unreadableVersions = List.of("version 836: Invalid tag '-odd'");
        mirror("ghp_owner", Set.of(PackageType.CONTAINER));
        assertThat(log.lines)
                .endsWith("left out team/app: it cannot be read completely: version 836: Invalid tag '-odd'");
    }

    @Test
    void packagesThatAreMissingFromTheListAreReportedAndTheOthersCopied() {
        unreadablePackages = List.of("package 200: Invalid npm package name ''");
        singleSignOn = Optional.of("partial-results; organizations=2002");

        assertThat(mirror("ghp_owner", Set.of(PackageType.NPM))).isEqualTo(Outcome.allowed(new Summary(1, 0, 2, 1)));
        assertThat(log.lines)
                .containsExactly(
                        "listing npm 1/1",
                        "left out of npm: package 200: Invalid npm package name ''",
                        "left out of npm: those of organizations that the token has no single sign-on for:"
                                + " partial-results; organizations=2002",
                        "reading tool 1/1",
                        "reading tool 1/0",
                        "copied tool 1");
    }

    private void theReplacedPackageIsLeftOutAndTheNewOneIsCopiedByTheNextRun(int versions) {
        assertThat(mirror("ghp_owner", Set.of(PackageType.NPM))).isEqualTo(Outcome.allowed(new Summary(0, 0, 1, 0)));
        assertThat(log.lines)
                .endsWith("left out tool: it was replaced by another package of its name while it was being copied");
        assertThat(target.export().packages()).isEmpty();

        assertThat(mirror("ghp_owner", Set.of(PackageType.NPM)))
                .isEqualTo(Outcome.allowed(new Summary(1, 0, 0, versions)));
        assertThat(target.export().packages()).isEqualTo(expected(300L));
    }

    @Test
    void aPackageThatHasReplacedTheOneInTheCopyIsLeftOut() {
        mirror("ghp_owner", Set.of(PackageType.NPM));
        replaceTool(1);

        assertThat(mirror("ghp_owner", Set.of(PackageType.NPM))).isEqualTo(Outcome.allowed(new Summary(0, 0, 1, 0)));
        assertThat(log.lines)
                .endsWith("left out tool: another package of its name was copied before, and has been replaced by this"
                        + " one");
    }

    /** Runs the change when the log first gets this line, before the mirror continues. */
    private void once(String line, Runnable change) {
        log.beforePage = page -> {
            if (page.equals(line)) {
                log.beforePage = later -> {};
                change.run();
            }
        };
    }

    private void deletePackage(String name) {
        assertThat(new LifecycleService(source, Rules.GITHUB, clock, LifecycleService.Mode.APPLY)
                        .deletePackage(
                                caller(source, new Credential.Token("ghp_owner")),
                                new PackageAddress(ORGANIZATION, PackageType.NPM, name))
                        .refusal())
                .isEmpty();
    }

    private void replaceTool(int versions) {
        deletePackage("tool");
        source.add(new Seed()
                .add(PackageSeed.of(300, "octo-org", PackageType.NPM, "tool")
                        .with(IntStream.rangeClosed(1, versions)
                                .mapToObj(number ->
                                        VersionSeed.of(2000 + number, VersionSeed.name(PackageType.NPM, number)))
                                .toArray(VersionSeed[]::new)))
                .state());
    }

    @Test
    void aRenamedRepositoryGetsItsNewName() {
        mirror("ghp_owner", Set.of(PackageType.CONTAINER));
        source.rename(new RepositoryId(5001), RepositoryName.parse("octo-org/Renamed"));
        add(linked(210, "octo-org/renamed"));

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(2, 1, 0, 2)));
        assertThat(target.export().packages()).isEqualTo(expected(197L, 198L, 210L));
        assertThat(repositories()).containsExactly("5001 octo-org/Renamed");
    }

    @Test
    void aRenamedRepositoryGetsItsNewNameEvenIfNoPackageIsCopied() {
        mirror("ghp_owner", ALL);
        source.rename(new RepositoryId(5001), RepositoryName.parse("octo-org/Hello-World"));

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(0, 2, 0, 0)));
        assertThat(repositories()).containsExactly("5001 octo-org/Hello-World");
    }

    @Test
    void repositoriesThatExchangedNamesGetTheirNewNamesInAPossibleOrder() {
        source.add(new Seed().privateRepository(5002, "octo-org/b", Map.of()).state());
        add(linked(210, "octo-org/b"));
        mirror("ghp_owner", ALL);
        source.rename(new RepositoryId(5002), RepositoryName.parse("octo-org/c"));
        source.rename(new RepositoryId(5001), RepositoryName.parse("octo-org/b"));
        source.add(new Seed()
                .privateRepository(5003, "octo-org/hello-world", Map.of())
                .state());
        add(linked(211, "octo-org/hello-world"));

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(1, 3, 0, 1)));
        assertThat(target.export().packages()).isEqualTo(expected(197L, 198L, 210L, 211L));
        assertThat(repositories()).containsExactly("5001 octo-org/b", "5002 octo-org/c", "5003 octo-org/hello-world");
    }

    @Test
    void packagesWhoseRepositoryCannotTakeItsNewNameAreLeftOut() {
        mirror("ghp_owner", Set.of(PackageType.CONTAINER));
        target.add(
                new Seed().privateRepository(5999, "octo-org/renamed", Map.of()).state());
        source.rename(new RepositoryId(5001), RepositoryName.parse("octo-org/renamed"));
        add(linked(210, "octo-org/renamed"));

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(1, 0, 2, 1)));
        String reason = "its repository 5001 is 'octo-org/renamed' by now, and cannot take that name from"
                + " 'octo-org/hello-world' in the copy; mirror into another directory";
        assertThat(log.lines).contains("left out team/app: " + reason, "left out tool-210: " + reason);
        assertThat(repositories()).containsExactly("5001 octo-org/hello-world", "5999 octo-org/renamed");
    }

    @Test
    void aPackageOfAnotherRepositoryOfTheNameIsLeftOut() {
        mirror("ghp_owner", Set.of(PackageType.NPM));
        target.add(new Seed()
                .privateRepository(5999, "octo-org/hello-world", Map.of())
                .state());

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(0, 1, 1, 0)));
        assertThat(log.lines)
                .endsWith("left out team/app: it does not fit the existing entries: there is already a repository"
                        + " 'octo-org/hello-world'");
    }

    @Test
    void renamedAccountsGetTheirNewLogins() {
        mirror("ghp_owner", ALL);
        source.rename(new AccountId(2001), new Login("new-org"));
        source.rename(new AccountId(1001), new Login("octo-org"));
        add(PackageSeed.of(210, "new-org", PackageType.NPM, "tool-210")
                .with(VersionSeed.of(2210, VersionSeed.name(PackageType.NPM, 1))));

        assertThat(mirror("ghp_owner", new OwnerReference.OrganizationLogin(new Login("new-org")), ALL))
                .isEqualTo(Outcome.allowed(new Summary(1, 2, 0, 1)));
        RegistryState copy = target.export();
        assertThat(copy.packages()).isEqualTo(expected(197L, 198L, 210L));
        assertThat(copy.users()).extracting(UserEntry::login).containsExactly(new Login("octo-org"));
        assertThat(copy.organizations())
                .extracting(OrganizationEntry::login, OrganizationEntry::owners)
                .containsExactly(tuple(new Login("new-org"), List.of(new Login("octo-org"))));
        assertThat(repositories()).containsExactly("5001 new-org/hello-world");
    }

    @Test
    void anotherAccountWithTheLoginOfTheOwnerIsRefused() {
        RegistryState there = new Seed()
                .user(1001, "monalisa")
                .organization(2999, "octo-org", List.of("monalisa"), List.of())
                .state();
        target.add(there);

        assertThatThrownBy(() -> mirror("ghp_owner", ALL))
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("octo-org");
        assertThat(target.export()).isEqualTo(there);
    }

    @Test
    void aUserWithTheNumberOfTheOrganizationIsRefused() {
        target.add(new Seed().user(2001, "octo-org").state());

        assertThatThrownBy(() -> mirror("ghp_owner", ALL))
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("account 2001 is 'octo-org' there");
    }

    private static PackageSeed linked(long id, String repository) {
        return PackageSeed.of(id, "octo-org", PackageType.NPM, "tool-" + id)
                .linked(repository)
                .with(VersionSeed.of(2000 + id, VersionSeed.name(PackageType.NPM, 1)));
    }

    private void add(PackageSeed seed) {
        source.add(new Seed().add(seed).state());
    }

    private List<String> repositories() {
        return target.export().repositories().stream()
                .map(entry -> entry.id().orElseThrow() + " " + entry.fullName())
                .toList();
    }

    @Test
    void aRefusedMirrorCopiesNothing() {
        mirror("ghp_reader", Set.of(PackageType.NPM));

        assertThat(target.isEmpty()).isTrue();
    }

    @Test
    void aRefusalOfTheRegistryEndsTheMirror() {
        assertThat(mirror("ghp_reader", Set.of(PackageType.NPM)))
                .isEqualTo(Outcome.refused(new Refusal.MissingScopes(
                        Operation.LIST_PACKAGES, List.of(Scope.READ_PACKAGES), List.of(Scope.READ_PACKAGES))));
        assertThat(mirror("ghp_unknown", ALL)).isEqualTo(Outcome.refused(Refusal.of(Refusal.Reason.BAD_CREDENTIALS)));
    }

    @Test
    void progressReportsEveryPageAndEveryPackage() {
        mirror("ghp_owner", Set.of(PackageType.NPM));
        mirror("ghp_owner", Set.of(PackageType.NPM));

        assertThat(log.lines)
                .containsExactly(
                        "listing npm 1/1",
                        "reading tool 1/1",
                        "reading tool 1/0",
                        "copied tool 1",
                        "listing npm 1/1",
                        "skipped tool");
    }

    /** A live registry serves a request only within a time after its begin. */
    @Test
    void eachRequestOfALongRunBeginsWhenItIsMade() {
        pause = Duration.ofMinutes(3);

        assertThat(mirror("ghp_owner", ALL)).isEqualTo(Outcome.allowed(new Summary(2, 0, 0, 4)));
    }

    private Outcome<Summary> mirror(String token, Set<PackageType> types) {
        return mirror(token, ORGANIZATION, types);
    }

    private Outcome<Summary> mirror(String token, OwnerReference owner, Set<PackageType> types) {
        return new AuthenticationService(source, clock)
                .authenticate(new Credential.Token(token))
                .caller()
                .flatMap(caller ->
                        new MirrorService(new Live(), target, clock).mirror(caller, owner, types, manifests, log));
    }

    private static VersionSeed image(int id) {
        return VersionSeed.of(id, VersionSeed.name(PackageType.CONTAINER, id));
    }

    /** The source in the form of a live registry: lists have no counts of versions, and may be long. */
    private final class Live implements PackageCatalog {

        private final CatalogService catalog = new CatalogService(source, Rules.GITHUB, clock);

        private void requireNow(AuthenticatedCaller caller) {
            assertThat(caller.since()).isEqualTo(clock.instant());
            clock.advance(pause);
        }

        @Override
        public Outcome<Packages> packages(
                AuthenticatedCaller caller, OwnerReference owner, PackageListRequest request) {
            requireNow(caller);
            return catalog.packages(caller, owner, request)
                    .map(found -> new Packages(
                            found.owner(),
                            new Page<>(
                                    found.page()
                                            .map(document ->
                                                    document.map(shown -> shown.withVersions(VersionCounts.UNKNOWN)))
                                            .items(),
                                    lastPages.getOrDefault(
                                            ((PackageFilter) request).type(),
                                            found.page().lastPage()),
                                    singleSignOn,
                                    unreadablePackages,
                                    found.page().incomplete())));
        }

        @Override
        public Outcome<WithSource<Account>> account(AuthenticatedCaller caller, OwnerReference owner) {
            return catalog.account(caller, owner);
        }

        @Override
        public Outcome<WithSource<Package>> find(AuthenticatedCaller caller, PackageAddress address) {
            requireNow(caller);
            return catalog.find(caller, address);
        }

        @Override
        public Outcome<Versions> versions(
                AuthenticatedCaller caller, PackageAddress address, Optional<State> state, PageRequest page) {
            requireNow(caller);
            return catalog.versions(caller, address, state, page)
                    .map(found -> new Versions(
                            found.parent(),
                            new Page<>(
                                    found.page().items(),
                                    found.page().lastPage(),
                                    found.page().singleSignOn(),
                                    unreadableVersions,
                                    found.page().incomplete())));
        }

        @Override
        public Outcome<Version> version(AuthenticatedCaller caller, PackageAddress address, VersionId id) {
            return catalog.version(caller, address, id);
        }

        @Override
        public Outcome<Map<VersionId, ManifestFacts>> manifests(
                AuthenticatedCaller caller, PackageAddress address, List<PackageVersion> versions) {
            return catalog.manifests(caller, address, versions);
        }

        @Override
        public Outcome<List<WithSource<Package>>> dockerConflicts(AuthenticatedCaller caller, OwnerReference owner) {
            return catalog.dockerConflicts(caller, owner);
        }
    }

    private static final class Log implements PackageMirror.Progress {

        private final List<String> lines = new ArrayList<>();
        private Consumer<String> beforePage = page -> {};

        @Override
        public void listing(PackageType type, int page, int lastPage) {
            add("listing %s %s/%s".formatted(type.label(), page, lastPage));
        }

        @Override
        public void reading(Package subject, int page, int lastPage) {
            add("reading %s %s/%s".formatted(subject.name(), page, lastPage));
        }

        @Override
        public void copied(Package subject, int versions) {
            add("copied %s %s".formatted(subject.name(), versions));
        }

        @Override
        public void skipped(Package subject) {
            add("skipped " + subject.name());
        }

        @Override
        public void leftOut(Package subject, String reason) {
            add("left out %s: %s".formatted(subject.name(), reason));
        }

        @Override
        public void leftOut(PackageType type, String which) {
            add("left out of %s: %s".formatted(type.label(), which));
        }

        private void add(String line) {
            beforePage.accept(line);
            lines.add(line);
        }
    }
}
