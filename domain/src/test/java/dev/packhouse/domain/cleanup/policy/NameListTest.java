package dev.packhouse.domain.cleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Versions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameListTest {

    private static final String DIGEST = Versions.name(PackageType.CONTAINER).value();
    private static final String OTHER = "sha256:" + "f".repeat(64);
    private static final PackageVersion VERSION = Versions.tagged(Versions.of(PackageType.CONTAINER), "1.2", "main");

    private static boolean contains(String entry) {
        return NameList.of(List.of(entry)).contains(Packages.container(), VERSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DIGEST",
                " DIGEST ",
                "1.2",
                "main",
                "app:1.2",
                "app@DIGEST",
                "app:DIGEST",
                "octo-org/app:main",
                "octo-org/app@DIGEST",
                "ghcr.io/octo-org/app:1.2",
                "ghcr.io/octo-org/app@DIGEST",
                "ghcr.io/octo-org/app:old@DIGEST",
                "registry:5000/octo-org/app:1.2",
                "registry:5000/octo-org/app:x@DIGEST",
                "app:old@DIGEST"
            })
    void entriesNameAVersion(String entry) {
        assertThat(contains(entry.replace("DIGEST", DIGEST))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OTHER",
                "1",
                "app",
                "app:1",
                "app:2@OTHER",
                "app:1.2@OTHER",
                "other:1.2",
                "other@DIGEST",
                "other-org/app:1.2",
                "ghcr.io/other-org/app:1.2",
                "ghcr.io/octo-org/team/app:1.2",
                "ghcr/octo-org/app:1.2",
                "@DIGEST",
                "octo-org/app",
                "app/1.2",
                "app-1.2",
                "ghcr.io/app:1.2"
            })
    void otherEntriesDoNot(String entry) {
        assertThat(contains(entry.replace("DIGEST", DIGEST).replace("OTHER", OTHER)))
                .isFalse();
    }

    @Test
    void theOwnerIsInItsOwnCaseOrInLowerCase() {
        Account owner = Accounts.organization(2001, "Octo-Org");
        Package app = Packages.of(owner, PackageType.CONTAINER);

        assertThat(NameList.of(List.of("octo-org/app:1.2")).contains(app, VERSION))
                .isTrue();
        assertThat(NameList.of(List.of("Octo-Org/app:1.2")).contains(app, VERSION))
                .isTrue();
        assertThat(NameList.of(List.of("OCTO-ORG/app:1.2")).contains(app, VERSION))
                .isFalse();
    }

    @Test
    void theFirstPartOfANameIsNoHostIfThePackageHasIt() {
        Package nested = Packages.named(Packages.container(), "team.x/tools/app");

        assertThat(NameList.of(List.of("team.x/tools/app:1.2")).contains(nested, VERSION))
                .isTrue();
        assertThat(NameList.of(List.of("team.x/tools/app:old@" + DIGEST)).contains(nested, VERSION))
                .isTrue();
    }

    @Test
    void versionsOfOtherTypesAreNamedBehindTheirPackage() {
        Package app = Packages.of(Accounts.OCTO_ORG, PackageType.MAVEN);
        PackageVersion version = Versions.of(PackageType.MAVEN);

        assertThat(NameList.of(List.of("com.example.app:1.2.3")).contains(app, version))
                .isTrue();
        assertThat(NameList.of(List.of("com.example.app@1.2.3")).contains(app, version))
                .isTrue();
        assertThat(NameList.of(List.of("1.2.3")).contains(app, version)).isTrue();
    }

    @Test
    void equalEntriesCountOnce() {
        assertThat(NameList.of(List.of("a", " a", "b")).size()).isEqualTo(2);
        assertThat(NameList.of(List.of("ghcr.io/octo-org/app:1")).size()).isEqualTo(1);
        assertThat(NameList.of(List.of()).size()).isZero();
    }
}
