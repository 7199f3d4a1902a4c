package dev.packhouse.application.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.testing.ManifestSeed;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StateMergeTest {

    private static final Instant LATER = Seed.CREATED.plusSeconds(60);

    private static RegistryState merge(Seed existing, Seed added) {
        return StateMerge.merge(existing.state(), added.state());
    }

    private static RegistryState merge(PackageSeed existing, PackageSeed added) {
        return merge(new Seed().add(existing), new Seed().add(added));
    }

    private static PackageEntry onlyPackage(RegistryState state) {
        assertThat(state.packages()).hasSize(1);
        return state.packages().get(0);
    }

    @Test
    void entriesThatAreNewAreAppended() {
        Seed existing = new Seed()
                .user(1, "monalisa")
                .organization(2, "octo-org", List.of("monalisa"), List.of())
                .privateRepository(3, "octo-org/one", Map.of())
                .token("ghp_one", "monalisa")
                .add(PackageSeed.of(4, "octo-org", PackageType.NPM, "one"));
        Seed added = new Seed()
                .user(11, "hubot")
                .organization(12, "acme", List.of("hubot"), List.of())
                .privateRepository(13, "acme/two", Map.of())
                .token("ghp_two", "hubot")
                .add(PackageSeed.of(14, "acme", PackageType.NPM, "one"));

        assertThat(merge(existing, added))
                .isEqualTo(new Seed()
                        .user(1, "monalisa")
                        .user(11, "hubot")
                        .organization(2, "octo-org", List.of("monalisa"), List.of())
                        .organization(12, "acme", List.of("hubot"), List.of())
                        .privateRepository(3, "octo-org/one", Map.of())
                        .privateRepository(13, "acme/two", Map.of())
                        .token("ghp_one", "monalisa")
                        .token("ghp_two", "hubot")
                        .add(
                                PackageSeed.of(4, "octo-org", PackageType.NPM, "one"),
                                PackageSeed.of(14, "acme", PackageType.NPM, "one"))
                        .state());
    }

    @Test
    void anEntryReplacesTheExistingOneAtItsPlace() {
        Seed existing = new Seed()
                .user(1, "monalisa")
                .user(5, "hubot")
                .organization(2, "octo-org", List.of("monalisa"), List.of("hubot"))
                .organization(6, "acme", List.of("hubot"), List.of())
                .privateRepository(3, "octo-org/one", Map.of("hubot", Role.READ))
                .privateRepository(7, "octo-org/two", Map.of())
                .token("ghp_one", "monalisa", Scope.READ_PACKAGES)
                .token("ghp_two", "hubot");
        Seed added = new Seed()
                .siteAdmin(1, "MonaLisa")
                .organization(2, "Octo-Org", List.of("hubot"), List.of())
                .privateRepository(3, "octo-org/One", Map.of("monalisa", Role.ADMIN))
                .token("ghp_one", "monalisa", Scope.DELETE_PACKAGES);

        assertThat(merge(existing, added))
                .isEqualTo(new Seed()
                        .siteAdmin(1, "MonaLisa")
                        .user(5, "hubot")
                        .organization(2, "Octo-Org", List.of("hubot"), List.of())
                        .organization(6, "acme", List.of("hubot"), List.of())
                        .privateRepository(3, "octo-org/One", Map.of("monalisa", Role.ADMIN))
                        .privateRepository(7, "octo-org/two", Map.of())
                        .token("ghp_one", "monalisa", Scope.DELETE_PACKAGES)
                        .token("ghp_two", "hubot")
                        .state());
    }

    @Test
    void anEntryKeepsItsIdUnlessItGetsAnother() {
        Seed existing = new Seed()
                .user(1, "monalisa")
                .organization(2, "octo-org", List.of(), List.of())
                .privateRepository(3, "octo-org/one", Map.of())
                .add(PackageSeed.of(4, "octo-org", PackageType.NPM, "one").with(VersionSeed.of(PackageType.NPM, 9)));
        RegistryState withoutIds = withoutIds(existing.state());
        Seed other = new Seed()
                .user(10, "monalisa")
                .organization(20, "octo-org", List.of(), List.of())
                .privateRepository(30, "octo-org/one", Map.of())
                .add(PackageSeed.of(40, "octo-org", PackageType.NPM, "one")
                        .with(VersionSeed.of(
                                90, VersionSeed.of(PackageType.NPM, 9).entry().name())));

        assertThat(StateMerge.merge(existing.state(), withoutIds)).isEqualTo(existing.state());
        assertThat(merge(existing, other)).isEqualTo(other.state());
    }

    @Test
    void aVersionKeepsItsManifestUnlessTheEntryReplacesTheVersion() {
        PackageSeed existing = PackageSeed.of(4, "octo-org", PackageType.CONTAINER, "app")
                .with(
                        VersionSeed.of(PackageType.CONTAINER, 1)
                                .tagged("latest")
                                .manifest(ManifestSeed.INDEX),
                        VersionSeed.of(PackageType.CONTAINER, 2).manifest(ManifestSeed.ARTIFACT),
                        VersionSeed.of(PackageType.CONTAINER, 3).manifest(ManifestSeed.IMAGE));
        PackageSeed added = PackageSeed.of("octo-org", PackageType.CONTAINER, "app")
                .with(
                        VersionSeed.of(VersionSeed.name(PackageType.CONTAINER, 2))
                                .manifest(ManifestSeed.EMPTY_INDEX),
                        VersionSeed.of(VersionSeed.name(PackageType.CONTAINER, 3))
                                .tagged("latest"));

        assertThat(onlyPackage(merge(existing, added)).versions())
                .containsExactly(
                        VersionSeed.of(PackageType.CONTAINER, 1)
                                .manifest(ManifestSeed.INDEX)
                                .entry(),
                        VersionSeed.of(PackageType.CONTAINER, 2)
                                .manifest(ManifestSeed.EMPTY_INDEX)
                                .entry(),
                        VersionSeed.of(PackageType.CONTAINER, 3)
                                .tagged("latest")
                                .entry());
    }

    private static RegistryState withoutIds(RegistryState state) {
        RegistryState.UserEntry user = state.users().get(0);
        RegistryState.OrganizationEntry organization = state.organizations().get(0);
        RegistryState.RepositoryEntry repository = state.repositories().get(0);
        PackageEntry entry = state.packages().get(0);
        OptionalLong none = OptionalLong.empty();
        return new RegistryState(
                List.of(new RegistryState.UserEntry(
                        none, user.login(), user.name(), user.siteAdmin(), user.createdAt(), user.updatedAt())),
                List.of(new RegistryState.OrganizationEntry(
                        none,
                        organization.login(),
                        organization.name(),
                        organization.description(),
                        organization.samlSso(),
                        organization.owners(),
                        organization.members(),
                        organization.createdAt(),
                        organization.updatedAt())),
                List.of(new RegistryState.RepositoryEntry(
                        none,
                        repository.fullName(),
                        repository.privateRepository(),
                        repository.description(),
                        repository.fork(),
                        repository.roles())),
                List.of(PackageSeed.of("octo-org", PackageType.NPM, "one")
                        .with(VersionSeed.of(entry.versions().get(0).name()))
                        .entry()),
                List.of());
    }

    @Test
    void aPackageTakesTheNewPropertiesAndKeepsItsCreation() {
        PackageSeed existing = PackageSeed.of(4, "octo-org", PackageType.NUGET, "Acme.Lib")
                .visibility(Visibility.PRIVATE)
                .linked("octo-org/one")
                .role("hubot", Role.READ)
                .created(Seed.CREATED);
        PackageSeed added = PackageSeed.of("Octo-Org", PackageType.NUGET, "acme.lib")
                .visibility(Visibility.PUBLIC)
                .inheriting("octo-org/two")
                .role("monalisa", Role.ADMIN)
                .workflowRole("octo-org/two", Role.WRITE)
                .dockerConflict()
                .created(LATER);

        assertThat(onlyPackage(merge(existing, added)))
                .isEqualTo(PackageSeed.of(4, "Octo-Org", PackageType.NUGET, "acme.lib")
                        .visibility(Visibility.PUBLIC)
                        .inheriting("octo-org/two")
                        .role("monalisa", Role.ADMIN)
                        .workflowRole("octo-org/two", Role.WRITE)
                        .dockerConflict()
                        .created(Seed.CREATED, LATER)
                        .entry());
    }

    @Test
    void versionsAreAddedToThoseThatArePublished() {
        VersionSeed first = VersionSeed.of(PackageType.CONTAINER, 1).tagged("v1", "latest");
        VersionSeed deleted =
                VersionSeed.of(PackageType.CONTAINER, 2).tagged("latest").deleted(LATER);
        VersionSeed published = VersionSeed.of(PackageType.CONTAINER, 3).tagged("v2", "latest");

        PackageEntry merged = onlyPackage(merge(
                PackageSeed.of(4, "octo-org", PackageType.CONTAINER, "app").with(first, deleted),
                PackageSeed.of("octo-org", PackageType.CONTAINER, "app").with(published)));

        assertThat(merged.versions())
                .containsExactly(
                        VersionSeed.of(PackageType.CONTAINER, 1).tagged("v1").entry(),
                        deleted.entry(),
                        published.entry());
    }

    @Test
    void aVersionReplacesTheActiveOneOfItsName() {
        VersionEntry active = VersionSeed.of(PackageType.NPM, 1).downloads(3).entry();
        VersionEntry deleted = VersionSeed.of(2, active.name()).deleted(LATER).entry();
        VersionEntry again = VersionSeed.of(active.name()).downloads(6000).entry();

        PackageEntry merged = onlyPackage(merge(
                PackageSeed.of(4, "octo-org", PackageType.NPM, "app").with(List.of(active, deleted)),
                PackageSeed.of("octo-org", PackageType.NPM, "app").with(List.of(again))));

        assertThat(merged.versions())
                .containsExactly(
                        VersionSeed.of(1, active.name()).downloads(6000).entry(), deleted);
    }

    @Test
    void tagsOfADeletedVersionDoNotMoveToIt() {
        VersionEntry active =
                VersionSeed.of(PackageType.CONTAINER, 1).tagged("latest").entry();
        VersionEntry deleted = VersionSeed.of(PackageType.CONTAINER, 2)
                .tagged("latest")
                .deleted(LATER)
                .entry();

        PackageEntry merged = onlyPackage(merge(
                PackageSeed.of(4, "octo-org", PackageType.CONTAINER, "app").with(List.of(active)),
                PackageSeed.of("octo-org", PackageType.CONTAINER, "app").with(List.of(deleted))));

        assertThat(merged.versions()).containsExactly(active, deleted);
    }

    @Test
    void deletedPackagesAreAddedAlways() {
        PackageSeed active = PackageSeed.of(4, "octo-org", PackageType.NPM, "app");
        PackageSeed gone = PackageSeed.of(5, "octo-org", PackageType.NPM, "app").deleted(LATER);
        PackageSeed goneToo =
                PackageSeed.of(6, "octo-org", PackageType.NPM, "app").deleted(LATER);

        assertThat(merge(new Seed().add(active, gone), new Seed().add(goneToo)).packages())
                .containsExactly(active.entry(), gone.entry(), goneToo.entry());
    }

    /** The validation reports it. */
    @Test
    void anEntryThatIsAddedTwiceStaysTwice() {
        Seed twice = new Seed().user(7, "hubot").user(8, "HuBot");

        assertThat(merge(new Seed().user(1, "monalisa"), twice).users())
                .extracting(user -> user.login().value())
                .containsExactly("monalisa", "hubot", "HuBot");
    }

    @Test
    void theScopesOfATokenCanChange() {
        RegistryState merged = merge(
                new Seed().token("ghp_one", "monalisa", Scope.READ_PACKAGES),
                new Seed().token("ghp_one", "monalisa", Scope.DELETE_PACKAGES));

        assertThat(merged.tokens()).hasSize(1);
        assertThat(merged.tokens().get(0).scopes()).isEqualTo(Scopes.of(Scope.DELETE_PACKAGES));
    }
}
