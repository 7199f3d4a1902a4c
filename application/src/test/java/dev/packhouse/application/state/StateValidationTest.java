package dev.packhouse.application.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.state.InvalidStateException.Problem;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.TokenHolder;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.testing.ManifestSeed;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateValidationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** A consistent state. */
    private static Seed consistentState() {
        return new Seed()
                .user(1, "monalisa")
                .user(2, "hubot")
                .organizationWithSso(3, "octo-org", List.of("monalisa"), List.of("HUBOT"))
                .privateRepository(1, "octo-org/kit", Map.of("hubot", Role.READ))
                .token("ghp_1", "hubot")
                .workflow("ghs_1", "Octo-Org/KIT", Role.WRITE)
                .add(PackageSeed.of(1, "octo-org", PackageType.CONTAINER, "app")
                        .inheriting("octo-org/kit")
                        .role("monalisa", Role.READ)
                        .workflowRole("octo-org/kit", Role.ADMIN)
                        .with(
                                VersionSeed.of(PackageType.CONTAINER, 1).tagged("latest"),
                                VersionSeed.of(2, VersionSeed.name(PackageType.CONTAINER, 1))
                                        .tagged("latest")
                                        .deleted(NOW)));
    }

    @Test
    void aConsistentStateHasNoProblems() {
        assertThat(problems(consistentState())).isEmpty();
        assertThatCode(() -> StateValidation.check(consistentState().state(), ExistingState.NOTHING))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(PackageType.class)
    void onlyImagesHaveAManifest(PackageType type) {
        VersionSeed version = VersionSeed.of(type, 8).manifest(ManifestSeed.INDEX);
        PackageSeed parent = PackageSeed.of(8, "hubot", type, "org.octo.app").with(version);

        assertThat(problems(consistentState().add(parent)))
                .isEqualTo(
                        type.hasTags()
                                ? List.of()
                                : List.of(new Problem(
                                        "packages[1].versions[0].manifest",
                                        type.label() + " versions have no manifest")));
    }

    @Test
    void theMediaTypeOfAManifestIsOneOfItsKind() {
        assertThat(manifestProblems(Kind.INDEX, "application/vnd.docker.distribution.manifest.list.v2+json"))
                .isEmpty();
        assertThat(manifestProblems(Kind.ARTIFACT, "application/vnd.docker.distribution.manifest.v2+json"))
                .isEmpty();
        assertThat(manifestProblems(Kind.INDEX, Kind.IMAGE.defaultMediaType()))
                .containsExactly("'application/vnd.oci.image.manifest.v1+json' is not the media type of an index");
        assertThat(manifestProblems(Kind.IMAGE, Kind.INDEX.defaultMediaType()))
                .containsExactly("'application/vnd.oci.image.index.v1+json' is not the media type of an image");
        assertThat(manifestProblems(Kind.ARTIFACT, "text/plain"))
                .containsExactly("'text/plain' is not the media type of an artifact");
    }

    @Test
    void theChildrenOfAnIndexAreManifests() {
        Child layer = new Child(
                ManifestSeed.digest(6), Optional.of("application/vnd.oci.image.layer.v1.tar+gzip"), Optional.empty());

        assertThat(manifestProblems(Kind.INDEX, Kind.INDEX.defaultMediaType(), layer))
                .containsExactly(
                        "the child 'sha256:%064x' is no manifest, but 'application/vnd.oci.image.layer.v1.tar+gzip'"
                                .formatted(6));
    }

    private static List<String> manifestProblems(Kind kind, String mediaType, Child... children) {
        Manifest manifest = new Manifest(
                kind, mediaType, Optional.empty(), List.of(children), Optional.empty(), OptionalLong.empty());
        List<Problem> problems = problems(consistentState()
                .add(PackageSeed.of(8, "hubot", PackageType.CONTAINER, "other")
                        .with(VersionSeed.of(PackageType.CONTAINER, 8).manifest(manifest))));
        assertThat(problems).allMatch(problem -> problem.path().equals("packages[1].versions[0].manifest"));
        return problems.stream().map(Problem::message).toList();
    }

    @Test
    void loginsAreUniqueAmongUsersAndOrganizationsInAnyCase() {
        assertThat(problems(consistentState().user(9, "MONALISA")))
                .containsExactly(new Problem("users[2].login", "there is already an account 'MONALISA'"));
        assertThat(problems(consistentState().organization(9, "Hubot", List.of(), List.of())))
                .containsExactly(new Problem("organizations[1].login", "there is already an account 'Hubot'"));
        assertThat(problems(consistentState().organization(9, "octo-ORG", List.of(), List.of())))
                .containsExactly(new Problem("organizations[1].login", "there is already an account 'octo-ORG'"));
    }

    @Test
    void numbersArePositiveAndUniqueWithinTheirKind() {
        assertThat(problems(consistentState().user(3, "third")))
                .containsExactly(new Problem("organizations[0].id", "3 is taken"));
        assertThat(problems(consistentState().user(0, "third")))
                .containsExactly(new Problem("users[2].id", "0 is not a positive number"));
        assertThat(problems(consistentState().user(-1, "third")))
                .containsExactly(new Problem("users[2].id", "-1 is not a positive number"));
        assertThat(problems(consistentState().privateRepository(1, "octo-org/other", Map.of())))
                .containsExactly(new Problem("repositories[1].id", "1 is taken"));
        assertThat(problems(consistentState().add(PackageSeed.of(1, "hubot", PackageType.NPM, "app"))))
                .containsExactly(new Problem("packages[1].id", "1 is taken"));
        assertThat(problems(consistentState()
                        .add(PackageSeed.of(2, "hubot", PackageType.NPM, "app")
                                .with(VersionSeed.of(PackageType.NPM, 2)))))
                .containsExactly(new Problem("packages[1].versions[0].id", "2 is taken"));
    }

    @Test
    void theOwnersAndMembersOfAnOrganizationAreUsersAndListedOnce() {
        assertThat(problems(consistentState()
                        .organization(9, "new", List.of("nobody", "hubot"), List.of("octo-org", "Hubot"))))
                .containsExactly(
                        new Problem("organizations[1].owners[0]", "there is no user 'nobody'"),
                        new Problem("organizations[1].members[0]", "there is no user 'octo-org'"),
                        new Problem("organizations[1].members[1]", "'Hubot' is listed twice"));
    }

    @Test
    void repositoriesHaveAnOwnerAndAreUniqueInAnyCase() {
        assertThat(problems(consistentState().privateRepository(9, "nobody/kit", Map.of("octo-org", Role.READ))))
                .containsExactly(
                        new Problem("repositories[1].full_name", "there is no user or organization 'nobody'"),
                        new Problem("repositories[1].roles.octo-org", "there is no user 'octo-org'"));
        assertThat(problems(consistentState().privateRepository(9, "octo-org/KIT", Map.of())))
                .containsExactly(
                        new Problem("repositories[1].full_name", "there is already a repository 'octo-org/KIT'"));
    }

    @Test
    void packagesReferToExistingEntries() {
        assertThat(problems(consistentState()
                        .add(PackageSeed.of(2, "nobody", PackageType.NPM, "app")
                                .role("ghost", Role.READ)
                                .workflowRole("octo-org/none", Role.READ))))
                .containsExactly(
                        new Problem("packages[1].owner", "there is no user or organization 'nobody'"),
                        new Problem("packages[1].roles.ghost", "there is no user 'ghost'"),
                        new Problem("packages[1].roles.octo-org/none", "there is no repository 'octo-org/none'"));
        assertThat(problems(consistentState()
                        .add(PackageSeed.of(2, "octo-org", PackageType.NPM, "app")
                                .linked("octo-org/none"))))
                .containsExactly(new Problem("packages[1].repository", "there is no repository 'octo-org/none'"));
        assertThat(problems(consistentState()
                        .add(PackageSeed.of(2, "hubot", PackageType.NPM, "app").linked("octo-org/kit"))))
                .containsExactly(new Problem(
                        "packages[1].repository",
                        "a package of 'hubot' cannot be linked to a repository of 'octo-org'"));
    }

    @Test
    void twoActivePackagesMayNotShareANameButDeletedOnesMay() {
        PackageSeed again = PackageSeed.of(2, "OCTO-org", PackageType.CONTAINER, "app");
        assertThat(problems(consistentState().add(again)))
                .containsExactly(
                        new Problem("packages[1].name", "'OCTO-org' already has an active container package 'app'"));
        assertThat(problems(consistentState()
                        .add(
                                again.deleted(NOW),
                                PackageSeed.of(3, "octo-org", PackageType.CONTAINER, "app")
                                        .deleted(NOW),
                                PackageSeed.of(4, "octo-org", PackageType.DOCKER, "app"),
                                PackageSeed.of(5, "hubot", PackageType.CONTAINER, "app"))))
                .isEmpty();
        assertThat(problems(consistentState()
                        .add(
                                PackageSeed.of(2, "hubot", PackageType.NUGET, "Kit"),
                                PackageSeed.of(3, "hubot", PackageType.NUGET, "KIT"))))
                .containsExactly(new Problem("packages[2].name", "'hubot' already has an active nuget package 'KIT'"));
    }

    @Test
    void activeVersionsOfAPackageDifferInNamesAndTags() {
        VersionName name = VersionSeed.name(PackageType.CONTAINER, 7);
        assertThat(problems(consistentState()
                        .add(PackageSeed.of(2, "hubot", PackageType.CONTAINER, "app")
                                .with(
                                        VersionSeed.of(7, name).tagged("a", "b"),
                                        VersionSeed.of(8, name).tagged("c", "b"),
                                        VersionSeed.of(9, name).tagged("a").deleted(NOW)))))
                .containsExactly(
                        new Problem(
                                "packages[1].versions[1].name",
                                "there is already an active version '%s'".formatted(name)),
                        new Problem("packages[1].versions[1].tags", "the tag 'b' is on two active versions"));
    }

    @Test
    void spellingsOfOneVersionAreOneName() {
        assertThat(problems(consistentState()
                        .add(PackageSeed.of(2, "hubot", PackageType.NUGET, "Acme.Lib")
                                .with(
                                        VersionSeed.of(7, new VersionName(PackageType.NUGET, "1.0.0")),
                                        VersionSeed.of(8, new VersionName(PackageType.NUGET, "1.0.0.1")),
                                        VersionSeed.of(9, new VersionName(PackageType.NUGET, "1.0.1")),
                                        VersionSeed.of(10, new VersionName(PackageType.NUGET, "1.0+abc"))))))
                .containsExactly(
                        new Problem("packages[1].versions[3].name", "there is already an active version '1.0+abc'"));
    }

    @Test
    void aVersionHasATagOnceEvenIfItIsDeleted() {
        assertThat(problems(consistentState()
                        .add(PackageSeed.of(2, "hubot", PackageType.CONTAINER, "app")
                                .with(
                                        VersionSeed.of(PackageType.CONTAINER, 7).tagged("a", "a"),
                                        VersionSeed.of(PackageType.CONTAINER, 8)
                                                .tagged("b", "b")
                                                .deleted(NOW)))))
                .containsExactly(
                        new Problem("packages[1].versions[0].tags", "a tag is listed twice"),
                        new Problem("packages[1].versions[1].tags", "a tag is listed twice"));
    }

    @Test
    void namesOfVersionsFitTheirPackage() {
        VersionEntry foreign = VersionSeed.of(PackageType.NPM, 7).entry();
        assertThat(problems(consistentState()
                        .add(PackageSeed.of(2, "hubot", PackageType.MAVEN, "org.octo.app")
                                .with(VersionSeed.of(PackageType.NPM, 7)))))
                .containsExactly(new Problem(
                        "packages[1].versions[0].name",
                        "'%s' is not the name of a maven version".formatted(foreign.name())));
    }

    @ParameterizedTest
    @EnumSource
    void onlyImagesHaveTags(PackageType type) {
        String name = type == PackageType.MAVEN ? "org.octo.new" : "new";
        List<Problem> expected = type == PackageType.CONTAINER || type == PackageType.DOCKER
                ? List.of()
                : List.of(new Problem("packages[1].versions[0].tags", type.label() + " versions have no tags"));

        assertThat(problems(consistentState()
                        .add(PackageSeed.of(2, "hubot", type, name)
                                .with(VersionSeed.of(type, 7).tagged("latest")))))
                .isEqualTo(expected);
    }

    /** Creates the accounts without {@link Seed}, which has fixed dates for them. */
    private static RegistryState dated(Instant created, Instant updated, Instant deleted) {
        RegistryState state = consistentState()
                .add(PackageSeed.of(2, "hubot", PackageType.NPM, "app")
                        .created(created, updated)
                        .deleted(deleted)
                        .with(
                                VersionSeed.of(PackageType.NPM, 7),
                                VersionSeed.of(PackageType.NPM, 8)
                                        .created(created, updated)
                                        .deleted(deleted)))
                .token("ghp_2", "hubot", Scopes.NONE, Set.of(), Optional.of(Instant.MAX))
                .state();
        return new RegistryState(
                List.of(
                        state.users().get(0),
                        new UserEntry(
                                OptionalLong.of(2), new Login("hubot"), Optional.empty(), false, created, updated)),
                List.of(new OrganizationEntry(
                        OptionalLong.of(3),
                        new Login("octo-org"),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        List.of(),
                        List.of(),
                        created,
                        updated)),
                state.repositories(),
                state.packages(),
                state.tokens());
    }

    @Test
    void instantsFitInto64BitsOfNanosecondsExceptTheExpiryOfTokens() {
        Instant earliest = Instant.parse("1677-09-21T00:12:44Z");
        Instant latest = Instant.parse("2262-04-11T23:47:16Z");
        String range = " is not between %s and %s".formatted(earliest, latest);
        String early = "1677-09-21T00:12:43.999999999Z" + range;
        String late = "2262-04-11T23:47:16.000000001Z" + range;

        assertThat(problems(dated(earliest, latest, earliest))).isEmpty();
        assertThat(problems(dated(latest, earliest, latest))).isEmpty();
        assertThat(problems(dated(earliest.minusNanos(1), latest.plusNanos(1), Instant.MAX)))
                .containsExactly(
                        new Problem("users[1].created_at", early),
                        new Problem("users[1].updated_at", late),
                        new Problem("organizations[0].created_at", early),
                        new Problem("organizations[0].updated_at", late),
                        new Problem("packages[1].created_at", early),
                        new Problem("packages[1].updated_at", late),
                        new Problem("packages[1].deleted_at", Instant.MAX + range),
                        new Problem("packages[1].versions[1].created_at", early),
                        new Problem("packages[1].versions[1].updated_at", late),
                        new Problem("packages[1].versions[1].deleted_at", Instant.MAX + range));
    }

    @Test
    void tokensAreUniqueAndReferToExistingEntries() {
        assertThat(problems(consistentState().token("ghp_1", "monalisa")))
                .containsExactly(new Problem("tokens[2].token", "the token is listed twice"));
        assertThat(problems(consistentState().token("ghp_2", "octo-org")))
                .containsExactly(new Problem("tokens[2].user", "there is no user 'octo-org'"));
        assertThat(problems(consistentState().workflow("ghs_2", "octo-org/none", Role.READ)))
                .containsExactly(new Problem("tokens[2].repository", "there is no repository 'octo-org/none'"));
        assertThat(problems(consistentState().token("ghp_2", "hubot", Scopes.NONE, Set.of("hubot"), Optional.empty())))
                .containsExactly(new Problem("tokens[2].sso", "there is no organization 'hubot'"));
    }

    @Test
    void tokensOfInstallationsBelongToRepositoriesAndNoOthers() {
        Problem problem = new Problem(
                "tokens[0].token", "tokens that begin with 'ghs_' belong to a repository, all others to a user");
        TokenHolder user = new UserHolder(new Login("hubot"));
        TokenHolder workflow = new WorkflowHolder(RepositoryName.parse("octo-org/kit"), Role.READ);

        assertThat(problems(token(TokenKind.INSTALLATION, user))).containsExactly(problem);
        assertThat(problems(token(TokenKind.CLASSIC, workflow))).containsExactly(problem);
        assertThat(problems(token(TokenKind.INSTALLATION, workflow))).isEmpty();
        assertThat(problems(token(TokenKind.OAUTH_APP, user))).isEmpty();
    }

    private static RegistryState token(TokenKind kind, TokenHolder holder) {
        RegistryState state = consistentState().state();
        return new RegistryState(
                state.users(),
                state.organizations(),
                state.repositories(),
                state.packages(),
                List.of(new TokenEntry(TokenHash.of("x"), kind, holder, Scopes.NONE, Set.of(), Optional.empty())));
    }

    @Test
    void allProblemsAreReportedTogether() {
        Seed wrong = consistentState()
                .user(1, "hubot")
                .privateRepository(0, "nobody/kit", Map.of())
                .add(PackageSeed.of(1, "octo-org", PackageType.CONTAINER, "app"))
                .token("ghp_1", "nobody");

        assertThatThrownBy(() -> StateValidation.check(wrong.state(), ExistingState.NOTHING))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("""
                        users[2].login: there is already an account 'hubot'
                        users[2].id: 1 is taken
                        repositories[1].full_name: there is no user or organization 'nobody'
                        repositories[1].id: 0 is not a positive number
                        packages[1].id: 1 is taken
                        packages[1].name: 'octo-org' already has an active container package 'app'
                        tokens[2].token: the token is listed twice
                        tokens[2].user: there is no user 'nobody'""");
    }

    /** A backend that already holds all entries of {@link #consistentState()}, under these names and numbers. */
    private static final ExistingState THERE = new ExistingState() {
        @Override
        public boolean hasUser(Login login) {
            return Set.of(new Login("monalisa"), new Login("hubot")).contains(login);
        }

        @Override
        public boolean hasOrganization(Login login) {
            return login.equals(new Login("octo-org"));
        }

        @Override
        public boolean hasAccountId(long id) {
            return id <= 3;
        }

        @Override
        public boolean hasRepository(RepositoryName name) {
            return name.equals(RepositoryName.parse("octo-org/kit"));
        }

        @Override
        public boolean hasRepositoryId(long id) {
            return id == 1;
        }

        @Override
        public boolean hasActivePackage(Login owner, PackageName name) {
            return owner.equals(new Login("octo-org")) && name.value().equals("app");
        }

        @Override
        public boolean hasPackageId(long id) {
            return id == 1;
        }

        @Override
        public boolean hasVersionId(long id) {
            return id <= 2;
        }

        @Override
        public boolean hasToken(TokenHash hash) {
            return hash.equals(TokenHash.of("ghp_1"));
        }
    };

    @Test
    void existingNamesAndNumbersAreTaken() {
        assertThat(found(consistentState().state(), THERE))
                .map(Problem::path)
                .containsExactly(
                        "users[0].login",
                        "users[0].id",
                        "users[1].login",
                        "users[1].id",
                        "organizations[0].login",
                        "organizations[0].id",
                        "repositories[0].id",
                        "repositories[0].full_name",
                        "packages[0].id",
                        "packages[0].name",
                        "packages[0].versions[0].id",
                        "packages[0].versions[1].id",
                        "tokens[0].token");
    }

    @Test
    void aStateMayReferToExistingEntries() {
        Seed more = new Seed()
                .organization(9, "new", List.of("hubot"), List.of("monalisa"))
                .privateRepository(9, "octo-org/other", Map.of("hubot", Role.READ))
                .token("ghp_9", "hubot", Scopes.NONE, Set.of("octo-org"), Optional.empty())
                .workflow("ghs_9", "octo-org/kit", Role.READ)
                .add(PackageSeed.of(9, "octo-org", PackageType.CONTAINER, "other")
                        .linked("octo-org/kit")
                        .role("hubot", Role.READ)
                        .workflowRole("octo-org/kit", Role.READ)
                        .with(VersionSeed.of(PackageType.CONTAINER, 9)));

        assertThat(found(more.state(), THERE)).isEmpty();
        assertThat(found(more.state(), ExistingState.NOTHING)).hasSize(11);
    }

    @Test
    void publishedVersionsAreCheckedLikeThoseOfAState() {
        List<VersionEntry> versions = List.of(
                VersionSeed.of(PackageType.NPM, 1).entry(),
                VersionSeed.of(PackageType.NPM, 9).tagged("latest").entry(),
                VersionSeed.of(10, VersionSeed.name(PackageType.NPM, 5)).entry(),
                VersionSeed.of(11, VersionSeed.name(PackageType.NPM, 5))
                        .deleted(NOW)
                        .entry());
        VersionName taken = VersionSeed.name(PackageType.NPM, 5);

        assertThatThrownBy(() -> StateValidation.check(PackageType.NPM, versions, taken::equals, THERE))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("""
                        versions[0].id: 1 is taken
                        versions[1].tags: npm versions have no tags
                        versions[2].name: there is already an active version '1.0.5'""");
        assertThatCode(() -> StateValidation.check(
                        PackageType.NPM,
                        List.of(VersionSeed.of(PackageType.NPM, 9).entry()),
                        taken::equals,
                        THERE))
                .doesNotThrowAnyException();
    }

    @Test
    void theGrammarAppliesToPublishedVersionsOnly() {
        VersionName old = new VersionName(PackageType.NPM, "v2.0.0");
        List<VersionEntry> versions = List.of(
                VersionSeed.of(PackageType.NPM, 9).entry(),
                VersionSeed.of(10, old).entry());

        assertThat(problems(consistentState()
                        .add(PackageSeed.of(2, "hubot", PackageType.NPM, "OldUpper")
                                .with(VersionSeed.of(10, old)))))
                .isEmpty();
        assertThatThrownBy(() -> StateValidation.check(PackageType.NPM, versions, name -> false, THERE))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("versions[1].name: " + old.grammarViolation().orElseThrow());
    }

    private static List<Problem> found(RegistryState state, ExistingState existing) {
        List<Problem> problems = new ArrayList<>();
        StateValidation.find(state, existing, (path, message) -> problems.add(new Problem(path.toString(), message)));
        return problems;
    }

    private static List<Problem> problems(Seed seed) {
        return problems(seed.state());
    }

    private static List<Problem> problems(RegistryState state) {
        assertThat(state.organizations()).map(OrganizationEntry::login).contains(new Login("octo-org"));
        return found(state, ExistingState.NOTHING);
    }
}
