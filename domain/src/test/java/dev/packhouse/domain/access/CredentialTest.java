package dev.packhouse.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CredentialTest {

    @ParameterizedTest
    @CsvSource({
        "ghp_0123456789, CLASSIC",
        "0123456789abcdef0123456789abcdef01234567, CLASSIC",
        "'', CLASSIC",
        "anything, CLASSIC",
        "GHS_0123456789, CLASSIC",
        "xghs_0123456789, CLASSIC",
        "gho_0123456789, OAUTH_APP",
        "ghu_0123456789, USER_TO_SERVER",
        "ghs_0123456789, INSTALLATION",
        "github_pat_0123456789, FINE_GRAINED",
        "github_pa, CLASSIC",
    })
    void thePrefixOfATokenDeterminesItsKind(String secret, TokenKind kind) {
        assertThat(new Credential.Token(secret).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void onlyClassicTokensAndThoseOfOAuthAppsHaveScopes(TokenKind kind) {
        assertThat(kind.hasScopes())
                .isEqualTo(Set.of(TokenKind.CLASSIC, TokenKind.OAUTH_APP).contains(kind));
    }

    @Test
    void toStringOmitsTheSecret() {
        assertThat(new Credential.Token("ghp_topsecret")).hasToString("Token[CLASSIC]");
        assertThat(new Credential.Token("github_pat_topsecret")).hasToString("Token[FINE_GRAINED]");
    }

    @Test
    void credentialsAreEqualIfTheirSecretsAre() {
        assertThat(new Credential.Token("ghp_a"))
                .isEqualTo(new Credential.Token("ghp_a"))
                .isNotEqualTo(new Credential.Token("ghp_b"))
                .isNotEqualTo(new Credential.None());
    }
}
