package dev.packhouse.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScopesTest {

    @Test
    @DisplayName("Decision 2: write:packages implies read:packages")
    void writePackagesIncludesReadPackages() {
        Scopes scopes = Scopes.of(Scope.WRITE_PACKAGES);

        assertThat(scopes.include(Scope.READ_PACKAGES)).isTrue();
        assertThat(scopes.include(Scope.WRITE_PACKAGES)).isTrue();
        assertThat(scopes.include(Scope.DELETE_PACKAGES)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Scope.class, names = "DELETE_PACKAGES", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("Decision 2: delete:packages implies nothing")
    void deletePackagesIncludesNoOtherScope(Scope other) {
        assertThat(Scopes.of(Scope.DELETE_PACKAGES).include(other)).isFalse();
    }

    @Test
    void readPackagesDoesNotIncludeWritePackages() {
        assertThat(Scopes.of(Scope.READ_PACKAGES).include(Scope.WRITE_PACKAGES)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "REPO, PUBLIC_REPO",
        "REPO, REPO_STATUS",
        "REPO, REPO_DEPLOYMENT",
        "REPO, REPO_INVITE",
        "REPO, SECURITY_EVENTS",
        "ADMIN_ORG, WRITE_ORG",
        "ADMIN_ORG, READ_ORG",
        "ADMIN_ORG, MANAGE_RUNNERS_ORG",
        "WRITE_ORG, READ_ORG",
        "USER, USER_EMAIL",
        "ADMIN_REPO_HOOK, READ_REPO_HOOK",
        "PROJECT, READ_PROJECT",
        "AUDIT_LOG, READ_AUDIT_LOG",
    })
    void aLargerScopeIncludesItsParts(Scope larger, Scope part) {
        assertThat(Scopes.of(larger).include(part)).isTrue();
        assertThat(Scopes.of(part).include(larger)).isFalse();
        assertThat(Scopes.of(larger, part)).isEqualTo(Scopes.of(larger));
    }

    @Test
    void repoDoesNotIncludeScopesOfPackages() {
        assertThat(Scopes.of(Scope.REPO).include(Scope.READ_PACKAGES)).isFalse();
    }

    @Test
    void impliedScopesAreRemovedOverSeveralLevels() {
        assertThat(Scopes.of(Scope.READ_ORG, Scope.ADMIN_ORG, Scope.WRITE_PACKAGES, Scope.READ_PACKAGES)
                        .granted())
                .containsExactlyInAnyOrder(Scope.ADMIN_ORG, Scope.WRITE_PACKAGES);
    }

    @Test
    void scopesThatNoOtherImpliesAreKept() {
        assertThat(Scopes.of(Scope.READ_ORG, Scope.DELETE_PACKAGES, Scope.READ_PACKAGES)
                        .granted())
                .containsExactlyInAnyOrder(Scope.READ_ORG, Scope.DELETE_PACKAGES, Scope.READ_PACKAGES);
    }

    @Test
    void allScopesAreReducedToTheLargestOnes() {
        assertThat(new Scopes(EnumSet.allOf(Scope.class)))
                .hasToString("admin:enterprise, admin:gpg_key, admin:org, admin:org_hook, admin:public_key,"
                        + " admin:repo_hook, admin:ssh_signing_key, audit_log, codespace, copilot, delete:packages,"
                        + " delete_repo, gist, notifications, project, repo, user, workflow, write:discussion,"
                        + " write:network_configurations, write:packages");
    }

    @Test
    void theHeaderIsSortedByLabel() {
        assertThat(Scopes.of(Scope.WRITE_PACKAGES, Scope.REPO, Scope.READ_PACKAGES, Scope.DELETE_PACKAGES))
                .hasToString("delete:packages, repo, write:packages");
    }

    @Test
    void noScopesAreAnEmptyHeader() {
        assertThat(Scopes.NONE).hasToString("").isEqualTo(Scopes.of()).isEqualTo(new Scopes(Set.of()));
    }

    @Test
    void aScopeNamedTwiceCountsOnce() {
        assertThat(Scopes.of(Scope.REPO, Scope.REPO)).isEqualTo(Scopes.of(Scope.REPO));
    }

    @Test
    void includeAllRequiresEachScope() {
        Scopes scopes = Scopes.of(Scope.READ_PACKAGES, Scope.REPO);

        assertThat(scopes.includeAll(List.of())).isTrue();
        assertThat(scopes.includeAll(List.of(Scope.READ_PACKAGES, Scope.PUBLIC_REPO)))
                .isTrue();
        assertThat(scopes.includeAll(List.of(Scope.READ_PACKAGES, Scope.DELETE_PACKAGES)))
                .isFalse();
    }

    @Test
    void missingScopesKeepTheOrderOfTheRequiredScopes() {
        assertThat(Scopes.of(Scope.READ_PACKAGES)
                        .missingFrom(List.of(Scope.DELETE_PACKAGES, Scope.READ_PACKAGES, Scope.REPO)))
                .containsExactly(Scope.DELETE_PACKAGES, Scope.REPO);
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void everyScopeIsFoundByItsLabel(Scope scope) {
        assertThat(Scope.parse(scope.label())).contains(scope);
    }
}
