package dev.packhouse.domain.cleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.text.NamePattern;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which packages a policy concerns. */
class SelectionTest {

    private static final Package APP = Packages.named(Packages.container(), "team/app");

    private static List<NamePattern> patterns(String... patterns) {
        return Stream.of(patterns).map(NamePattern::parse).toList();
    }

    private static Selection named(List<NamePattern> packages, List<NamePattern> exclude) {
        return new Selection(Set.of(), packages, exclude, Set.of(), Set.of());
    }

    @Test
    void withoutConditionsEveryPackageIsSelected() {
        assertThat(Selection.ALL.includes(APP)).isTrue();
        assertThat(Selection.ALL.includes(PackageType.NPM)).isTrue();
    }

    @Test
    void theTypeIsOneOfThoseNamed() {
        Selection containers = new Selection(Set.of(PackageType.CONTAINER), List.of(), List.of(), Set.of(), Set.of());

        assertThat(containers.includes(APP)).isTrue();
        assertThat(containers.includes(PackageType.NPM)).isFalse();
        assertThat(containers.includes(Packages.of(Accounts.OCTO_ORG, PackageType.NPM)))
                .isFalse();
    }

    @Test
    void onePatternMatchesTheNameAndNoneExcludesIt() {
        assertThat(named(patterns("x", "team/**"), List.of()).includes(APP)).isTrue();
        assertThat(named(patterns("team"), List.of()).includes(APP)).isFalse();
        assertThat(named(List.of(), patterns("x", "team/app")).includes(APP)).isFalse();
        assertThat(named(patterns("team/*"), patterns("team/base")).includes(APP))
                .isTrue();
        assertThat(named(patterns("team/*"), patterns("*/app")).includes(APP)).isFalse();
    }

    @Test
    void namesOfNugetAreComparedWithoutRegardToCase() {
        Package nuget = Packages.named(Packages.of(Accounts.OCTO_ORG, PackageType.NUGET), "Some.App");
        Package npm = Packages.named(Packages.of(Accounts.OCTO_ORG, PackageType.NPM), "Some.App");

        assertThat(named(patterns("some.*"), List.of()).includes(nuget)).isTrue();
        assertThat(named(List.of(), patterns("some.app")).includes(nuget)).isFalse();
        assertThat(named(patterns("some.*"), List.of()).includes(npm)).isFalse();
    }

    @Test
    void theVisibilityIsOneOfThoseNamed() {
        Selection open = new Selection(Set.of(), List.of(), List.of(), Set.of(Visibility.PUBLIC), Set.of());

        assertThat(open.includes(APP)).isFalse();
        assertThat(open.includes(APP.withVisibility(Visibility.PUBLIC))).isTrue();
    }

    @Test
    void thePackageIsLinkedToOneOfTheRepositories() {
        Repository repository = Accounts.repositoryOf(Accounts.OCTO_ORG);
        Selection linked = new Selection(Set.of(), List.of(), List.of(), Set.of(), Set.of(repository.name()));
        Selection elsewhere = new Selection(
                Set.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(new RepositoryName(Accounts.OCTO_ORG.login(), "other")));

        assertThat(linked.includes(APP)).isFalse();
        assertThat(linked.includes(APP.linkedTo(repository, true))).isTrue();
        assertThat(elsewhere.includes(APP.linkedTo(repository, true))).isFalse();
    }
}
