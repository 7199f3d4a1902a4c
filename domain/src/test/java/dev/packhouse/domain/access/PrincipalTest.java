package dev.packhouse.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Tokens;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrincipalTest {

    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

    @Test
    void anAnonymousCallerHasNoUserAndNoExpiry() {
        check(new Principal.Anonymous(), Optional.empty(), Optional.empty(), "anonymous");
    }

    @Test
    void aClassicTokenActsForItsUser() {
        check(
                new Principal.ClassicToken(Accounts.MONALISA, Scopes.NONE, Set.of(), Optional.of(LATER)),
                Optional.of(Accounts.MONALISA),
                Optional.of(LATER),
                "monalisa");
    }

    @Test
    void anUnsupportedTokenHasAUserToo() {
        check(
                new Principal.UnsupportedToken(Accounts.HUBOT, TokenKind.FINE_GRAINED, Optional.of(LATER)),
                Optional.of(Accounts.HUBOT),
                Optional.of(LATER),
                "hubot");
    }

    @Test
    void aWorkflowActsForItsRepositoryAndNoUser() {
        check(
                new Principal.ActionsToken(Accounts.repositoryOf(Accounts.OCTO_ORG), Role.WRITE, Optional.of(LATER)),
                Optional.empty(),
                Optional.of(LATER),
                "octo-org/hello-world");
    }

    @Test
    void aUserOwnsItsOwnAccountOnly() {
        Principal monalisa = new Principal.ClassicToken(Accounts.MONALISA, Scopes.NONE, Set.of(), Optional.empty());

        assertThat(monalisa.owns(Accounts.MONALISA)).isTrue();
        assertThat(monalisa.owns(Accounts.HUBOT)).isFalse();
        assertThat(monalisa.owns(Accounts.OCTO_ORG)).isFalse();
        assertThat(new Principal.Anonymous().owns(Accounts.MONALISA)).isFalse();
        assertThat(new Principal.ActionsToken(Accounts.repositoryOf(Accounts.OCTO_ORG), Role.WRITE, Optional.empty())
                        .owns(Accounts.OCTO_ORG))
                .isFalse();
    }

    private static void check(Principal principal, Optional<User> user, Optional<Instant> expiresAt, String label) {
        assertThat(principal.user()).isEqualTo(user);
        assertThat(principal.expiresAt()).isEqualTo(expiresAt);
        assertThat(principal.label()).isEqualTo(label);
    }

    @Test
    void aTokenIsValidUntilTheInstantAtWhichItExpires() {
        Principal brief = new Principal.UnsupportedToken(Accounts.HUBOT, TokenKind.FINE_GRAINED, Optional.of(LATER));

        assertThat(brief.validAt(LATER.minusNanos(1))).isTrue();
        assertThat(brief.validAt(LATER)).isFalse();
        assertThat(Tokens.fineGrained().validAt(Instant.MAX)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
    void aWorkflowAcceptsThePermissionsNoneReadAndWrite(Role permission) {
        assertThat(Tokens.workflow(permission).permission()).isEqualTo(permission);
    }

    @Test
    void aWorkflowDoesNotAcceptThePermissionAdmin() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokens.workflow(Role.ADMIN))
                .withMessage("A workflow's permission is none, read or write, not admin");
    }

    @Test
    void aTokenCopiesItsOrganizations() {
        Set<Login> organizations = new HashSet<>(Set.of(Accounts.OCTO_ORG.login()));
        Principal.ClassicToken token =
                new Principal.ClassicToken(Accounts.MONALISA, Scopes.NONE, organizations, Optional.empty());
        organizations.add(Accounts.SSO_ORG.login());

        assertThat(token.ssoOrganizations()).containsExactly(Accounts.OCTO_ORG.login());
    }
}
