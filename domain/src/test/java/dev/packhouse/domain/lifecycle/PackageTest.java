package dev.packhouse.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackageTest {

    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
    private static final Namespace CONTAINERS = new Namespace(Accounts.OCTO_ORG, PackageType.CONTAINER);

    @Test
    void aPublishedPackageIsActiveAndUnlinked() {
        PackageName name = new PackageName(PackageType.CONTAINER, "team/app");

        assertThat(Package.published(
                        new PackageId(1), CONTAINERS, name, Visibility.PRIVATE, VersionCounts.of(1, 1, 0), AT))
                .isEqualTo(new Package(
                        new PackageId(1),
                        CONTAINERS,
                        name,
                        Visibility.PRIVATE,
                        Optional.empty(),
                        false,
                        VersionCounts.of(1, 1, 0),
                        AT,
                        AT,
                        Optional.empty()));
    }

    @Test
    void aPackageWithATombstoneIsDeleted() {
        assertThat(Packages.container().state()).isEqualTo(State.ACTIVE);
        assertThat(Packages.deleted(Packages.container(), AT).state()).isEqualTo(State.DELETED);
    }

    @Test
    void aCopyDiffersInOneFactOnly() {
        Package before =
                Packages.deleted(Packages.container().linkedTo(Accounts.repositoryOf(Accounts.OCTO_ORG), true), AT);

        assertThat(before.withVisibility(Visibility.INTERNAL)
                        .withVersions(VersionCounts.of(3, 2, 1))
                        .linkedTo(Accounts.repositoryOf(Accounts.SSO_ORG), false)
                        .withTombstone(Optional.empty()))
                .isEqualTo(new Package(
                        before.id(),
                        before.namespace(),
                        before.name(),
                        Visibility.INTERNAL,
                        Optional.of(Accounts.repositoryOf(Accounts.SSO_ORG)),
                        false,
                        VersionCounts.of(3, 2, 1),
                        before.createdAt(),
                        before.updatedAt(),
                        Optional.empty()));
        assertThat(before.withVisibility(Visibility.INTERNAL).withVisibility(before.visibility()))
                .isEqualTo(before);
        assertThat(before.withVersions(VersionCounts.UNKNOWN).withVersions(before.versions()))
                .isEqualTo(before);
        assertThat(before.withTombstone(Optional.empty()).withTombstone(before.tombstone()))
                .isEqualTo(before);
    }

    @Test
    void aNameOfAnotherTypeIsRefused() {
        PackageName name = new PackageName(PackageType.NPM, "app");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Package.published(
                        new PackageId(1), CONTAINERS, name, Visibility.PUBLIC, VersionCounts.UNKNOWN, AT))
                .withMessage("A container package cannot have the npm name 'app'");
    }

    @Test
    void aPackageIsPublishedByTheGrammarOfItsType() {
        PackageName name = new PackageName(PackageType.CONTAINER, "App");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Package.published(
                        new PackageId(1), CONTAINERS, name, Visibility.PUBLIC, VersionCounts.UNKNOWN, AT))
                .withMessage(name.grammarViolation().orElseThrow());
    }

    @Test
    void namespacesDifferByOwnerAndByType() {
        assertThat(CONTAINERS)
                .isEqualTo(new Namespace(Accounts.OCTO_ORG, PackageType.CONTAINER))
                .isNotEqualTo(new Namespace(Accounts.SSO_ORG, PackageType.CONTAINER))
                .isNotEqualTo(new Namespace(Accounts.OCTO_ORG, PackageType.NPM));
    }
}
