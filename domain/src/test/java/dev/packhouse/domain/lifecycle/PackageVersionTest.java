package dev.packhouse.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.testing.Locales;
import dev.packhouse.domain.testing.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PackageVersionTest {

    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void aPublishedVersionIsActiveAndUndescribed() {
        assertThat(PackageVersion.published(
                        new VersionId(1),
                        new PackageId(197),
                        Versions.name(PackageType.CONTAINER),
                        List.of(new Tag("latest")),
                        OptionalLong.of(7),
                        AT))
                .isEqualTo(new PackageVersion(
                        new VersionId(1),
                        new PackageId(197),
                        Versions.name(PackageType.CONTAINER),
                        List.of(new Tag("latest")),
                        OptionalLong.of(7),
                        Optional.empty(),
                        Optional.empty(),
                        AT,
                        AT,
                        Optional.empty()));
    }

    @Test
    void aVersionIsPublishedByTheGrammarOfItsType() {
        VersionName name = new VersionName(PackageType.NPM, "v2.0.0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackageVersion.published(
                        new VersionId(1), new PackageId(197), name, List.of(), OptionalLong.empty(), AT))
                .withMessage(name.grammarViolation().orElseThrow());
    }

    @Test
    void aVersionWithATombstoneIsDeleted() {
        PackageVersion version = Versions.of(PackageType.NPM);

        assertThat(version.state()).isEqualTo(State.ACTIVE);
        assertThat(Versions.deleted(version, AT).state()).isEqualTo(State.DELETED);
    }

    @Test
    void aCopyDiffersInOneFactOnly() {
        PackageVersion before = new PackageVersion(
                new VersionId(1),
                new PackageId(197),
                Versions.name(PackageType.CONTAINER),
                List.of(new Tag("latest")),
                OptionalLong.of(7),
                Optional.of("MIT"),
                Optional.of("An image"),
                AT,
                AT.plusSeconds(1),
                Optional.of(Tombstone.at(AT.plusSeconds(2))));

        assertThat(before.withTags(List.of(new Tag("old")))
                        .withDownloads(OptionalLong.empty())
                        .withTombstone(Optional.empty()))
                .isEqualTo(new PackageVersion(
                        new VersionId(1),
                        new PackageId(197),
                        Versions.name(PackageType.CONTAINER),
                        List.of(new Tag("old")),
                        OptionalLong.empty(),
                        Optional.of("MIT"),
                        Optional.of("An image"),
                        AT,
                        AT.plusSeconds(1),
                        Optional.empty()));
        assertThat(before.withTags(List.of()).withTags(before.tags())).isEqualTo(before);
        assertThat(before.withDownloads(OptionalLong.of(8)).withDownloads(before.downloads()))
                .isEqualTo(before);
        assertThat(before.withTombstone(Optional.empty()).withTombstone(before.tombstone()))
                .isEqualTo(before);
    }

    @Test
    void downloadsBeginAtZeroAndMayBeUnknown() {
        PackageVersion version = Versions.of(PackageType.NPM);

        assertThat(Versions.downloaded(version, 0).downloads()).hasValue(0);
        assertThat(Versions.withoutDownloads(version).downloads()).isEmpty();
    }

    @Test
    void downloadsAreNeverNegative() {
        PackageVersion version = Versions.of(PackageType.NPM);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Versions.downloaded(version, -1))
                .withMessage("Version 836 cannot have -1 downloads");
    }

    @Test
    void aVersionCopiesItsTags() {
        List<Tag> tags = new ArrayList<>(List.of(new Tag("latest")));
        PackageVersion version = PackageVersion.published(
                new VersionId(1),
                new PackageId(197),
                Versions.name(PackageType.CONTAINER),
                tags,
                OptionalLong.empty(),
                AT);
        tags.clear();

        assertThat(version.tags()).containsExactly(new Tag("latest"));
    }

    @Test
    void theMessageDoesNotDependOnTheDefaultLocale() {
        String message = Locales.in(Locales.ARABIC, () -> {
            try {
                return Versions.downloaded(Versions.of(PackageType.NPM), -1).toString();
            } catch (IllegalArgumentException e) {
                return e.getMessage();
            }
        });

        assertThat(message).isEqualTo("Version 836 cannot have -1 downloads");
    }
}
