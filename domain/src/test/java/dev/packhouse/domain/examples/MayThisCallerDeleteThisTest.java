package dev.packhouse.domain.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** May this caller delete this version, and if not, why? */
class MayThisCallerDeleteThisTest {

    private static String answer(long downloads) {
        return MayThisCallerDeleteThis.answer(new MayThisCallerDeleteThis.Version(
                new PackageId(197),
                PackageType.CONTAINER,
                Visibility.PUBLIC,
                OptionalLong.of(downloads),
                OptionalLong.of(3),
                true,
                OptionalLong.of(2)));
    }

    @Test
    void aVersionOfAPublicPackageWithManyDownloadsIsNotDeletable() {
        assertThat(answer(5_001))
                .isEqualTo("no: Publicly visible package versions with more than 5000 downloads cannot be deleted."
                        + " Contact GitHub support for further assistance.");
    }

    @Test
    void aVersionOfAPublicPackageWithFewDownloadsIsDeletable() {
        assertThat(answer(5_000)).isEqualTo("yes");
    }
}
