package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.testing.Locales;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the explanations literally, because clients compare many of them. */
class RefusalTest {

    private static final Instant DELETED = Instant.parse("2026-10-01T12:00:00Z");

    static Stream<Arguments> sentences() {
        return Stream.of(
                Arguments.of(
                        Refusal.of(Reason.AUTHENTICATION_REQUIRED),
                        Reason.AUTHENTICATION_REQUIRED,
                        "Requires authentication"),
                Arguments.of(Refusal.of(Reason.BAD_CREDENTIALS), Reason.BAD_CREDENTIALS, "Bad credentials"),
                Arguments.of(
                        new Refusal.SsoRequired(new Login("octo-org")),
                        Reason.SSO_REQUIRED,
                        "Resource protected by organization SAML enforcement. You must grant your Personal Access token"
                                + " access to this organization."),
                Arguments.of(Refusal.of(Reason.OWNER_NOT_FOUND), Reason.OWNER_NOT_FOUND, "Not Found"),
                Arguments.of(Refusal.of(Reason.INVALID_ARGUMENT), Reason.INVALID_ARGUMENT, "Invalid argument."),
                Arguments.of(
                        new Refusal.PageOutOfRange(10_000),
                        Reason.PAGE_OUT_OF_RANGE,
                        "The value of `per_page` multiplied by `page` cannot be greater than 10000."),
                Arguments.of(
                        Refusal.of(Reason.PACKAGE_NOT_FOUND), Reason.PACKAGE_NOT_FOUND, "There is no such package"),
                Arguments.of(
                        new Refusal.NotReadable(new PackageId(197)),
                        Reason.NOT_READABLE,
                        "The caller may not read package 197"),
                Arguments.of(
                        new Refusal.NotAdmin(new PackageId(197), Role.WRITE),
                        Reason.NOT_ADMIN,
                        "Deleting and restoring need the role admin on package 197, the caller has write"),
                Arguments.of(
                        Refusal.of(Reason.VERSION_NOT_FOUND),
                        Reason.VERSION_NOT_FOUND,
                        "There is no such package version"),
                Arguments.of(
                        new Refusal.TooManyDownloads(OptionalLong.of(5_001), 5_000),
                        Reason.TOO_MANY_DOWNLOADS,
                        "Publicly visible package versions with more than 5000 downloads cannot be deleted."
                                + " Contact GitHub support for further assistance."),
                Arguments.of(
                        Refusal.of(Reason.LAST_VERSION),
                        Reason.LAST_VERSION,
                        "You cannot delete the last version of a package. You must delete the package instead."),
                Arguments.of(
                        Refusal.of(Reason.LAST_TAGGED_VERSION),
                        Reason.LAST_TAGGED_VERSION,
                        "You cannot delete the last tagged version of a package. You must delete the package instead."),
                Arguments.of(Refusal.of(Reason.NOT_DELETED), Reason.NOT_DELETED, "It is not deleted"),
                Arguments.of(
                        new Refusal.PackageDeleted(new PackageId(197)),
                        Reason.PACKAGE_DELETED,
                        "Package 197 is deleted: restore it first"),
                Arguments.of(
                        new Refusal.WindowClosed(
                                Tombstone.at(DELETED),
                                DELETED.plus(Duration.ofDays(30)),
                                Instant.parse("2026-11-02T11:59:59Z")),
                        Reason.WINDOW_CLOSED,
                        "Deleted 31 days ago; it could be restored until 2026-10-31T12:00:00Z"),
                Arguments.of(
                        new Refusal.NameTaken(new PackageName(PackageType.NPM, "app"), Optional.of(new PackageId(198))),
                        Reason.NAME_TAKEN,
                        "The name \"app\" is in use by package 198. You must delete that package before you can restore"
                                + " this one."),
                Arguments.of(
                        new Refusal.NameTaken(new PackageName(PackageType.NPM, "app"), Optional.empty()),
                        Reason.NAME_TAKEN,
                        "The name \"app\" is in use by another package, which you may not read. An admin of that package"
                                + " must delete it before you can restore this one."),
                Arguments.of(
                        new Refusal.VersionNameTaken(new VersionName(PackageType.NPM, "1.0.0"), new VersionId(837)),
                        Reason.VERSION_NAME_TAKEN,
                        "The name \"1.0.0\" is in use by package version 837. You must delete that version before you"
                                + " can restore this one."));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void everyRefusalHasItsReasonAndItsExplanation(Refusal refusal, Reason reason, String explanation) {
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.explanation()).isEqualTo(explanation);
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void noExplanationDependsOnTheDefaultLocale(Refusal refusal, Reason reason, String explanation) {
        assertThat(Locales.in(Locales.ARABIC, refusal::explanation)).isEqualTo(explanation);
    }

    @ParameterizedTest
    @CsvSource({
        "CLASSIC,        Resource not accessible by personal access token",
        "OAUTH_APP,      Resource not accessible by personal access token",
        "FINE_GRAINED,   Resource not accessible by personal access token",
        "USER_TO_SERVER, Resource not accessible by integration",
        "INSTALLATION,   Resource not accessible by integration",
    })
    void theExplanationForAnUnsupportedTokenHasItsKind(TokenKind kind, String explanation) {
        Refusal refusal = new Refusal.TokenNotSupported(kind);

        assertThat(refusal.reason()).isEqualTo(Reason.TOKEN_NOT_SUPPORTED);
        assertThat(refusal.explanation()).isEqualTo(explanation);
    }

    @ParameterizedTest
    @DisplayName("Decision 2: the explanations with the scopes")
    @CsvSource(
            delimiter = '|',
            value = {
                "LIST_PACKAGES   | You need at least read:packages scope to list packages.",
                "GET_PACKAGE     | You need at least read:packages scope to get a package.",
                "LIST_VERSIONS   | You need at least read:packages scope to get a package's versions.",
                "GET_VERSION     | You need at least read:packages scope to get a package version.",
                "DELETE_PACKAGE  | You need at least delete:packages and read:packages scopes to delete a package.",
                "DELETE_VERSION  | You need at least delete:packages and read:packages scopes to delete a package"
                        + " version.",
                "RESTORE_PACKAGE | You need at least write:packages and read:packages scopes to restore a package.",
                "RESTORE_VERSION | You need at least write:packages and read:packages scopes to restore a package"
                        + " version.",
                "LIST_DOCKER_CONFLICTS | You need at least read:packages scope to list docker migration conflicts.",
            })
    void theExplanationOfMissingScopesHasTheTextOfGitHub(Operation operation, String explanation) {
        Refusal refusal = new Refusal.MissingScopes(operation, operation.requiredScopes(), List.of());

        assertThat(refusal.reason()).isEqualTo(Reason.MISSING_SCOPES);
        assertThat(refusal.explanation()).isEqualTo(explanation);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "AUTHENTICATION_REQUIRED",
                "BAD_CREDENTIALS",
                "OWNER_NOT_FOUND",
                "INVALID_ARGUMENT",
                "PACKAGE_NOT_FOUND",
                "VERSION_NOT_FOUND",
                "LAST_VERSION",
                "LAST_TAGGED_VERSION",
                "NOT_DELETED"
            },
            mode = EnumSource.Mode.EXCLUDE)
    void aReasonWithFactsHasARecordOfItsOwn(Reason reason) {
        assertThatThrownBy(() -> Refusal.of(reason))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A refusal for " + reason + " has facts");
    }

    @Test
    void aRefusalWithoutRequiredScopesIsRefused() {
        assertThatThrownBy(() -> new Refusal.MissingScopes(Operation.GET_PACKAGE, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No scope is required to get a package");
    }

    @Test
    @DisplayName("Decision 2: in a repository-scoped registry the explanation also has the scope repo")
    void threeScopesAreJoinedAsAList() {
        assertThat(new Refusal.MissingScopes(
                                Operation.DELETE_PACKAGE,
                                List.of(Scope.DELETE_PACKAGES, Scope.READ_PACKAGES, Scope.REPO),
                                List.of(Scope.REPO))
                        .explanation())
                .isEqualTo("You need at least delete:packages, read:packages and repo scopes to delete a package.");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-31T12:00:00.000000001Z, 30",
        "2026-11-01T11:59:59.999999999Z, 30",
        "2026-11-01T12:00:00Z, 31",
        "2027-10-01T12:00:00Z, 365",
    })
    void onlyWholeDaysSinceTheDeletionAreCounted(Instant now, long days) {
        assertThat(new Refusal.WindowClosed(Tombstone.at(DELETED), DELETED.plus(Duration.ofDays(30)), now)
                        .daysSinceDeletion())
                .isEqualTo(days);
    }

    @Test
    void everyRefusalHasAPageOfTheDocumentationAndMostHaveARemedy() {
        assertThat(sentences()
                        .map(arguments -> (Refusal) arguments.get()[0])
                        .map(refusal -> "%s | %s | %s"
                                .formatted(
                                        refusal.reason(),
                                        refusal.source().replace("https://docs.github.com/", ""),
                                        refusal.remedy().orElse("-")))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "AUTHENTICATION_REQUIRED | packages/learn-github-packages/introduction-to-github-packages"
                                + "#authenticating-to-github-packages | Send a token",
                        "BAD_CREDENTIALS | rest/authentication/authenticating-to-the-rest-api"
                                + " | Use a token that is neither revoked nor expired",
                        "SSO_REQUIRED | authentication/authenticating-with-saml-single-sign-on/"
                                + "authorizing-a-personal-access-token-for-use-with-saml-single-sign-on"
                                + " | Authorize the token for the single sign-on of octo-org",
                        "OWNER_NOT_FOUND | rest/packages/packages | -",
                        "INVALID_ARGUMENT | rest/packages/packages#list-packages-for-an-organization"
                                + " | Name a type, a visibility and a state that exist",
                        "PAGE_OUT_OF_RANGE | rest/packages/packages#list-packages-for-an-organization"
                                + " | Request an earlier page",
                        "PACKAGE_NOT_FOUND | rest/packages/packages#get-a-package-for-an-organization | -",
                        "NOT_READABLE | packages/learn-github-packages/about-permissions-for-github-packages"
                                + " | Needs the role read on the package",
                        "NOT_ADMIN | packages/learn-github-packages/about-permissions-for-github-packages"
                                + " | Needs the role admin on the package",
                        "VERSION_NOT_FOUND | rest/packages/packages#get-a-package-version-for-an-organization | -",
                        "TOO_MANY_DOWNLOADS | rest/packages/packages#delete-package-version-for-an-organization"
                                + " | Ask GitHub's support to delete it",
                        "LAST_VERSION | rest/packages/packages#delete-package-version-for-an-organization"
                                + " | Delete the package, or publish another version first",
                        "LAST_TAGGED_VERSION | rest/packages/packages#delete-package-version-for-an-organization"
                                + " | Delete the package, or tag another version first",
                        "PACKAGE_DELETED | packages/learn-github-packages/deleting-and-restoring-a-package"
                                + "#restoring-packages | Restore the package first",
                        "NOT_DELETED | packages/learn-github-packages/deleting-and-restoring-a-package"
                                + "#restoring-packages | -",
                        "WINDOW_CLOSED | packages/learn-github-packages/deleting-and-restoring-a-package"
                                + "#restoring-packages | -",
                        "NAME_TAKEN | packages/learn-github-packages/deleting-and-restoring-a-package"
                                + "#restoring-packages | Delete the package that has the name first",
                        "VERSION_NAME_TAKEN | packages/learn-github-packages/deleting-and-restoring-a-package"
                                + "#restoring-packages | Delete the version that has the name first");
    }

    @Test
    void theRemediesOfATokenNameWhatIsMissing() {
        assertThat(new Refusal.TokenNotSupported(TokenKind.FINE_GRAINED).remedy())
                .contains("Use a personal access token (classic)");
        assertThat(new Refusal.TokenNotSupported(TokenKind.FINE_GRAINED).source())
                .endsWith("#authenticating-to-github-packages");
        assertThat(missing(Scope.DELETE_PACKAGES).remedy()).contains("Needs scope delete:packages");
        assertThat(missing(Scope.DELETE_PACKAGES, Scope.REPO).remedy())
                .contains("Needs the scopes delete:packages and repo");
        assertThat(missing(Scope.REPO).source()).endsWith("/about-permissions-for-github-packages");
    }

    @Test
    void oneOfSeveralScopesIsEnough() {
        Refusal refusal = new Refusal.MissingAnyScope(List.of(Scope.READ_ORG, Scope.USER), "list your organizations");

        assertThat(refusal.reason()).isEqualTo(Reason.MISSING_SCOPES);
        assertThat(refusal.explanation())
                .isEqualTo("You need at least read:org scope or user scope to list your organizations.");
        assertThat(refusal.remedy()).contains("Needs scope read:org or user");
        assertThatThrownBy(() -> new Refusal.MissingAnyScope(List.of(), "list your organizations"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No scope is required to list your organizations");
    }

    @Test
    void aFilterForOwnersNamesThem() {
        Refusal refusal = new Refusal.OwnersOnly();

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_ARGUMENT);
        assertThat(refusal.explanation()).isEqualTo("Only owners can use this filter.");
        assertThat(refusal.remedy()).contains("Ask an owner of the organization");
    }

    private static Refusal missing(Scope... scopes) {
        return new Refusal.MissingScopes(Operation.DELETE_PACKAGE, List.of(scopes), List.of(scopes));
    }

    @Test
    void onlyARemoteRegistryKnowsWhatLiftsItsRefusal() {
        Refusal upstream = new Refusal.UpstreamRefusal() {
            @Override
            public Reason reason() {
                return Reason.LAST_VERSION;
            }

            @Override
            public String explanation() {
                return "You cannot";
            }
        };

        assertThat(upstream.remedy()).isEmpty();
    }
}
