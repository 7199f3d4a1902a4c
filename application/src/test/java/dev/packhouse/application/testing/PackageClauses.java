package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.ANY_VISIBILITY;
import static dev.packhouse.application.testing.ContractState.HUBOT;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.OCTOCAT;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.find;
import static dev.packhouse.application.testing.ContractState.lastDeleted;
import static dev.packhouse.application.testing.ContractState.list;
import static dev.packhouse.application.testing.ContractState.namespace;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.present;
import static dev.packhouse.application.testing.ContractState.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The properties of single packages, active and deleted, and of the affiliation of a caller with them. */
public interface PackageClauses extends BackendFixture {

    @Test
    default void anActivePackageIsFoundByOwnerTypeAndName() {
        Instant created = Instant.parse("2021-02-03T04:05:06Z");
        Instant updated = Instant.parse("2022-03-04T05:06:07Z");
        Seed seed = people().add(
                        PackageSeed.of(197, "octo-org", PackageType.CONTAINER, "team/app")
                                .visibility(Visibility.INTERNAL)
                                .inheriting("octo-org/hello-world")
                                .created(created, updated)
                                .with(
                                        VersionSeed.of(PackageType.CONTAINER, 1).tagged("latest"),
                                        VersionSeed.of(PackageType.CONTAINER, 2),
                                        VersionSeed.of(PackageType.CONTAINER, 3).deleted(NOW)),
                        PackageSeed.of(198, "monalisa", PackageType.CONTAINER, "team/app"),
                        PackageSeed.of(199, "octo-org", PackageType.DOCKER, "team/app"));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Package found = active(backend, PackageType.CONTAINER, "team/app");

            assertThat(found.id()).isEqualTo(new PackageId(197));
            assertThat(found.namespace().owner().login().value()).isEqualTo("octo-org");
            assertThat(found.namespace().type()).isEqualTo(PackageType.CONTAINER);
            assertThat(found.name().value()).isEqualTo("team/app");
            assertThat(found.visibility()).isEqualTo(Visibility.INTERNAL);
            assertThat(found.repository().map(Repository::name)).contains(RepositoryName.parse("octo-org/hello-world"));
            assertThat(found.versions().active()).hasValue(2);
            assertThat(found.createdAt()).isEqualTo(created);
            assertThat(found.updatedAt()).isEqualTo(updated);
            assertThat(found.tombstone()).isEmpty();
            assertThat(active(backend, PackageType.DOCKER, "team/app").id()).isEqualTo(new PackageId(199));
            assertThat(find(backend, MONALISA, "octo-org", PackageType.CONTAINER, "team"))
                    .isEmpty();
            assertThat(find(backend, MONALISA, "octo-org", PackageType.NPM, "app"))
                    .isEmpty();
        }
    }

    @Test
    default void nugetNamesAreFoundInAnyCaseAndKeepTheirCase() {
        Seed seed = people().add(
                        PackageSeed.of(1, "octo-org", PackageType.NUGET, "Octo.Kit"),
                        PackageSeed.of(2, "octo-org", PackageType.RUBYGEMS, "Octo-Kit"));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(active(backend, PackageType.NUGET, "oCTO.kIT").name().value())
                    .isEqualTo("Octo.Kit");
            assertThat(find(backend, MONALISA, "octo-org", PackageType.RUBYGEMS, "octo-kit"))
                    .isEmpty();
        }
    }

    @Test
    default void namesAgainstTheGrammarAreFoundAndListed() {
        Seed seed = people().user(9001, "-lead")
                .token("ghp_lead", "-lead")
                .add(
                        PackageSeed.of(1, "octo-org", PackageType.MAVEN, "com.example.FluidTank")
                                .with(
                                        VersionSeed.of(1, new VersionName(PackageType.MAVEN, "${revision}")),
                                        VersionSeed.of(2, new VersionName(PackageType.MAVEN, "1.0 final"))),
                        PackageSeed.of(2, "octo-org", PackageType.MAVEN, "\u00fc ?#%;"),
                        PackageSeed.of(3, "-lead", PackageType.NPM, "OldUpper"));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Package tank = active(backend, PackageType.MAVEN, "com.example.FluidTank");

            assertThat(versions(backend, tank, State.ACTIVE))
                    .extracting(version -> version.name().value())
                    .containsExactlyInAnyOrder("${revision}", "1.0 final");
            assertThat(active(backend, PackageType.MAVEN, "\u00fc ?#%;").id()).isEqualTo(new PackageId(2));
            assertThat(list(backend, MONALISA, PackageType.MAVEN, ContractState.ANY_VISIBILITY, State.ACTIVE)
                            .items())
                    .extracting(document -> document.value().name().value())
                    .containsExactlyInAnyOrder("com.example.FluidTank", "\u00fc ?#%;");
            Credential lead = new Credential.Token("ghp_lead");
            assertThat(find(backend, lead, "-lead", PackageType.NPM, "OldUpper"))
                    .hasValueSatisfying(found ->
                            assertThat(found.subject().value().name().value()).isEqualTo("OldUpper"));
        }
    }

    /** Without {@link Ability#COUNTS_DOWNLOADS_AND_TAGS} only the versions are counted. */
    @Test
    default void theCountsOfAPackageAreThoseOfItsActiveVersions() {
        Seed seed = people().add(
                        PackageSeed.of(1, "octo-org", PackageType.CONTAINER, "app")
                                .with(
                                        VersionSeed.of(PackageType.CONTAINER, 1)
                                                .tagged("a", "b")
                                                .downloads(12),
                                        VersionSeed.of(PackageType.CONTAINER, 2).downloads(5001),
                                        VersionSeed.of(PackageType.CONTAINER, 3).unknownDownloads(),
                                        VersionSeed.of(PackageType.CONTAINER, 4)
                                                .tagged("c")
                                                .downloads(9999)
                                                .deleted(NOW)),
                        PackageSeed.of(2, "octo-org", PackageType.CONTAINER, "empty"));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(active(backend, PackageType.CONTAINER, "app").versions()).isEqualTo(counts(3, 1, 5001));
            assertThat(active(backend, PackageType.CONTAINER, "empty").versions())
                    .isEqualTo(counts(0, 0, 0));
        }
    }

    private VersionCounts counts(long active, long tagged, long mostDownloads) {
        VersionCounts all = VersionCounts.of(active, tagged, mostDownloads);
        return can(Ability.COUNTS_DOWNLOADS_AND_TAGS)
                ? all
                : new VersionCounts(
                        all.active(), VersionCounts.UNKNOWN.tagged(), VersionCounts.UNKNOWN.mostDownloads());
    }

    @Test
    default void usersHaveAnAffiliationWithEachPackage() {
        Seed seed = people().add(
                        PackageSeed.of(1, "octo-org", PackageType.NPM, "linked")
                                .visibility(Visibility.PUBLIC)
                                .inheriting("octo-org/hello-world")
                                .role("HUBOT", Role.ADMIN),
                        PackageSeed.of(2, "octo-org", PackageType.NPM, "alone")
                                .visibility(Visibility.PUBLIC)
                                .role("octocat", Role.READ));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(affiliation(backend, MONALISA, "linked"))
                    .isEqualTo(expected(Membership.OWNER, Role.NONE, Role.NONE));
            assertThat(affiliation(backend, HUBOT, "linked"))
                    .isEqualTo(expected(Membership.MEMBER, Role.ADMIN, Role.NONE));
            assertThat(affiliation(backend, OCTOCAT, "linked"))
                    .isEqualTo(expected(Membership.NONE, Role.NONE, Role.WRITE));
            assertThat(affiliation(backend, OCTOCAT, "alone"))
                    .isEqualTo(expected(Membership.NONE, Role.READ, Role.NONE));
            assertThat(active(backend, PackageType.NPM, "linked").inheritsAccess())
                    .isEqualTo(can(Ability.KNOWS_AFFILIATIONS));
        }
    }

    @Test
    default void workflowsHaveTheRolesOfTheirRepositoryAndAreAdminOfIt() {
        Seed seed = people().workflow("ghs_hello", "octo-org/hello-world", Role.WRITE)
                .workflow("ghs_other", "octo-org/other", Role.WRITE)
                .workflow("ghs_dotfiles", "monalisa/dotfiles", Role.WRITE)
                .add(PackageSeed.of(1, "octo-org", PackageType.NPM, "linked")
                        .visibility(Visibility.PUBLIC)
                        .inheriting("octo-org/hello-world")
                        .workflowRole("octo-org/other", Role.WRITE)
                        .workflowRole("monalisa/dotfiles", Role.READ));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(affiliation(backend, new Credential.Token("ghs_hello"), "linked"))
                    .isEqualTo(expected(Membership.MEMBER, Role.NONE, Role.ADMIN));
            assertThat(affiliation(backend, new Credential.Token("ghs_other"), "linked"))
                    .isEqualTo(expected(Membership.MEMBER, Role.WRITE, Role.NONE));
            assertThat(affiliation(backend, new Credential.Token("ghs_dotfiles"), "linked"))
                    .isEqualTo(expected(Membership.NONE, Role.READ, Role.NONE));
        }
    }

    private Affiliation expected(Membership membership, Role packageRole, Role repositoryRole) {
        return can(Ability.KNOWS_AFFILIATIONS)
                ? new Affiliation.Known(membership, packageRole, repositoryRole)
                : Affiliation.unknown();
    }

    private static Affiliation affiliation(Backend backend, Credential caller, String name) {
        return present(find(backend, caller, "octo-org", PackageType.NPM, name)).affiliation();
    }

    /** Without {@link Ability#SHOWS_DELETED_PACKAGES} the result is an unknown deleted package. */
    @Test
    default void theMostRecentlyDeletedPackageIsFoundByName() {
        Seed seed = people().add(
                        PackageSeed.of(11, "octo-org", PackageType.NPM, "app").deleted(NOW.minusSeconds(3)),
                        PackageSeed.of(12, "octo-org", PackageType.NPM, "app").deleted(NOW.minusSeconds(1)),
                        PackageSeed.of(13, "octo-org", PackageType.NPM, "app").deleted(NOW.minusSeconds(1)),
                        PackageSeed.of(14, "octo-org", PackageType.NPM, "app").deleted(NOW.minusSeconds(2)),
                        PackageSeed.of(15, "octo-org", PackageType.RUBYGEMS, "app")
                                .deleted(NOW),
                        PackageSeed.of(16, "monalisa", PackageType.NPM, "app").deleted(NOW),
                        PackageSeed.of(17, "octo-org", PackageType.NPM, "alive"));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(find(backend, MONALISA, "octo-org", PackageType.NPM, "app"))
                    .isEmpty();
            DeletedPackage deleted = present(lastDeleted(backend, PackageType.NPM, "app"));

            if (can(Ability.SHOWS_DELETED_PACKAGES)) {
                assertThat(seen(deleted).id()).isEqualTo(new PackageId(13));
                assertThat(seen(deleted).tombstone()).contains(Tombstone.at(NOW.minusSeconds(1)));
                assertThat(lastDeleted(backend, PackageType.NPM, "alive")).isEmpty();
                assertThat(lastDeleted(backend, PackageType.NPM, "never")).isEmpty();
            } else {
                assertThat(deleted).isInstanceOf(DeletedPackage.Unknown.class);
                assertThat(deleted.name()).isEqualTo(new PackageName(PackageType.NPM, "app"));
                assertThat(deleted.namespace().type()).isEqualTo(PackageType.NPM);
                assertThat(deleted.namespace().owner().login().value()).isEqualTo("octo-org");
            }
        }
    }

    /** Without {@link Ability#SHOWS_DELETED_PACKAGES} a deleted package is not found by its number. */
    @Test
    default void aDeletedPackageIsFoundByNameAndNumber() {
        Seed seed = people().add(
                        PackageSeed.of(11, "octo-org", PackageType.CONTAINER, "app")
                                .role("hubot", Role.WRITE)
                                .with(
                                        VersionSeed.of(PackageType.CONTAINER, 1)
                                                .tagged("latest")
                                                .downloads(7),
                                        VersionSeed.of(PackageType.CONTAINER, 2)
                                                .downloads(99)
                                                .deleted(NOW.minusSeconds(9)))
                                .deleted(NOW.minusSeconds(3)),
                        PackageSeed.of(12, "octo-org", PackageType.CONTAINER, "app")
                                .deleted(NOW.minusSeconds(1)),
                        PackageSeed.of(13, "octo-org", PackageType.CONTAINER, "app"));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(active(backend, PackageType.CONTAINER, "app").id()).isEqualTo(new PackageId(13));
            Optional<Located<DeletedPackage>> found = deleted(backend, "app", 11);

            if (can(Ability.SHOWS_DELETED_PACKAGES)) {
                Package subject = seen(present(found).subject());
                assertThat(subject.id()).isEqualTo(new PackageId(11));
                assertThat(subject.tombstone()).contains(Tombstone.at(NOW.minusSeconds(3)));
                assertThat(subject.versions()).isEqualTo(counts(1, 1, 7));
                assertThat(present(found).affiliation()).isEqualTo(expected(Membership.MEMBER, Role.WRITE, Role.NONE));
                assertThat(deleted(backend, "app", 13)).isEmpty();
                assertThat(deleted(backend, "other", 11)).isEmpty();
            } else {
                assertThat(found).isEmpty();
            }
        }
    }

    private static Optional<Located<DeletedPackage>> deleted(Backend backend, String name, long id) {
        return backend.read(
                caller(backend, HUBOT),
                session -> session.packages()
                        .deleted(
                                namespace(session, "octo-org", PackageType.CONTAINER),
                                new PackageName(PackageType.CONTAINER, name),
                                new PackageId(id)));
    }

    private static Package seen(DeletedPackage deleted) {
        assertThat(deleted).isInstanceOf(DeletedPackage.Known.class);
        return ((DeletedPackage.Known) deleted).value();
    }

    @Test
    default void aPackageIsTheSameInListsAsByName() {
        Seed seed = people().add(PackageSeed.of(1, "octo-org", PackageType.MAVEN, "org.octo.kit")
                .inheriting("octo-org/hello-world")
                .with(VersionSeed.of(PackageType.MAVEN, 1).downloads(3)));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Page<WithSource<Package>> page = list(backend, MONALISA, PackageType.MAVEN, ANY_VISIBILITY, State.ACTIVE);

            assertThat(page.map(WithSource::value))
                    .isEqualTo(new Page<>(List.of(active(backend, PackageType.MAVEN, "org.octo.kit")), 1));
        }
    }
}
