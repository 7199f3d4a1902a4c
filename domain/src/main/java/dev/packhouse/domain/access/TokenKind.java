package dev.packhouse.domain.access;

/**
 * The kinds of tokens, distinguished by prefix.
 *
 * <p>Source: "GitHub's token formats".
 */
public enum TokenKind {
    /** A personal access token with scopes ({@code ghp_}, or 40 hexadecimal digits in the former format). */
    CLASSIC,
    /** A token that acts for a user of an OAuth app ({@code gho_}); has scopes like a classic token. */
    OAUTH_APP,
    /** A fine-grained personal access token ({@code github_pat_}). The packages operations do not accept it. */
    FINE_GRAINED,
    /** A token that acts for a user of a GitHub App ({@code ghu_}). The packages operations do not accept it. */
    USER_TO_SERVER,
    /** A token of an app's installation, such as a workflow's {@code GITHUB_TOKEN} ({@code ghs_}). */
    INSTALLATION;

    /** Whether tokens of this kind have scopes. Of the tokens of users, the packages operations accept only these. */
    public boolean hasScopes() {
        return this == CLASSIC || this == OAUTH_APP;
    }

    /** The kind of a token. A token without a known prefix is classic. */
    public static TokenKind of(String token) {
        if (token.startsWith("github_pat_")) {
            return FINE_GRAINED;
        }
        if (token.startsWith("ghs_")) {
            return INSTALLATION;
        }
        if (token.startsWith("ghu_")) {
            return USER_TO_SERVER;
        }
        if (token.startsWith("gho_")) {
            return OAUTH_APP;
        }
        return CLASSIC;
    }
}
