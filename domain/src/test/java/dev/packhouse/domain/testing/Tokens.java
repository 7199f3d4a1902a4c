package dev.packhouse.domain.testing;

import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Organization;
import java.util.Optional;
import java.util.Set;

/** Callers by their token. None of the tokens expires. */
public final class Tokens {

    private Tokens() {}

    /** A caller without a token. */
    public static Principal anonymous() {
        return new Principal.Anonymous();
    }

    /** Monalisa with a classic token of these scopes. */
    public static Principal.ClassicToken scoped(Scope... scopes) {
        return new Principal.ClassicToken(Accounts.MONALISA, Scopes.of(scopes), Set.of(), Optional.empty());
    }

    /** Monalisa with a classic token that has all scopes for packages of every type. */
    public static Principal.ClassicToken withAllScopes() {
        return scoped(Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO);
    }

    /** Monalisa with the same token, authorized for the single sign-on of this organization. */
    public static Principal.ClassicToken signedOnTo(Organization organization) {
        return new Principal.ClassicToken(
                Accounts.MONALISA, withAllScopes().scopes(), Set.of(organization.login()), Optional.empty());
    }

    /** Monalisa with a fine-grained token. */
    public static Principal fineGrained() {
        return new Principal.UnsupportedToken(Accounts.MONALISA, TokenKind.FINE_GRAINED, Optional.empty());
    }

    /** Monalisa through a GitHub App. */
    public static Principal userToServer() {
        return new Principal.UnsupportedToken(Accounts.MONALISA, TokenKind.USER_TO_SERVER, Optional.empty());
    }

    /** A workflow of a repository of octo-org with this permission {@code packages}. */
    public static Principal.ActionsToken workflow(Role permission) {
        return new Principal.ActionsToken(Accounts.repositoryOf(Accounts.OCTO_ORG), permission, Optional.empty());
    }
}
