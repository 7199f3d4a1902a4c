package dev.packhouse.domain.policy;

import static java.util.stream.Collectors.joining;

import dev.packhouse.domain.access.Scope;
import java.util.List;
import java.util.Optional;

/** For each refusal, the page of GitHub's documentation that has the rule, and what lifts it. */
final class RefusalGuide {

    private static final String PACKAGES = "https://docs.github.com/packages/learn-github-packages/";
    private static final String OPERATIONS = "https://docs.github.com/rest/packages/packages";

    private RefusalGuide() {}

    static String page(Refusal.Reason reason) {
        return switch (reason) {
            case AUTHENTICATION_REQUIRED, TOKEN_NOT_SUPPORTED ->
                PACKAGES + "introduction-to-github-packages#authenticating-to-github-packages";
            case BAD_CREDENTIALS -> "https://docs.github.com/rest/authentication/authenticating-to-the-rest-api";
            case MISSING_SCOPES, NOT_READABLE, NOT_ADMIN -> PACKAGES + "about-permissions-for-github-packages";
            case SSO_REQUIRED ->
                "https://docs.github.com/authentication/authenticating-with-saml-single-sign-on/"
                        + "authorizing-a-personal-access-token-for-use-with-saml-single-sign-on";
            case OWNER_NOT_FOUND -> OPERATIONS;
            case INVALID_ARGUMENT, PAGE_OUT_OF_RANGE -> OPERATIONS + "#list-packages-for-an-organization";
            case PACKAGE_NOT_FOUND -> OPERATIONS + "#get-a-package-for-an-organization";
            case VERSION_NOT_FOUND -> OPERATIONS + "#get-a-package-version-for-an-organization";
            case TOO_MANY_DOWNLOADS, LAST_VERSION, LAST_TAGGED_VERSION ->
                OPERATIONS + "#delete-package-version-for-an-organization";
            case PACKAGE_DELETED, NOT_DELETED, WINDOW_CLOSED, NAME_TAKEN, VERSION_NAME_TAKEN ->
                PACKAGES + "deleting-and-restoring-a-package#restoring-packages";
        };
    }

    static Optional<String> remedy(Refusal refusal) {
        return switch (refusal.reason()) {
            case AUTHENTICATION_REQUIRED -> Optional.of("Send a token");
            case BAD_CREDENTIALS -> Optional.of("Use a token that is neither revoked nor expired");
            case TOKEN_NOT_SUPPORTED -> Optional.of("Use a personal access token (classic)");
            case MISSING_SCOPES -> scopes(refusal);
            case SSO_REQUIRED -> singleSignOn((Refusal.SsoRequired) refusal);
            case INVALID_ARGUMENT ->
                Optional.of(
                        refusal instanceof Refusal.OwnersOnly
                                ? "Ask an owner of the organization"
                                : "Name a type, a visibility and a state that exist");
            case PAGE_OUT_OF_RANGE -> Optional.of("Request an earlier page");
            case NOT_READABLE -> Optional.of("Needs the role read on the package");
            case NOT_ADMIN -> Optional.of("Needs the role admin on the package");
            case TOO_MANY_DOWNLOADS -> Optional.of("Ask GitHub's support to delete it");
            case LAST_VERSION -> Optional.of("Delete the package, or publish another version first");
            case LAST_TAGGED_VERSION -> Optional.of("Delete the package, or tag another version first");
            case PACKAGE_DELETED -> Optional.of("Restore the package first");
            case NAME_TAKEN -> Optional.of("Delete the package that has the name first");
            case VERSION_NAME_TAKEN -> Optional.of("Delete the version that has the name first");
            case OWNER_NOT_FOUND, PACKAGE_NOT_FOUND, VERSION_NOT_FOUND, NOT_DELETED, WINDOW_CLOSED -> Optional.empty();
        };
    }

    private static Optional<String> scopes(Refusal refusal) {
        if (refusal instanceof Refusal.MissingAnyScope any) {
            return Optional.of(
                    "Needs scope " + any.anyOf().stream().map(Scope::label).collect(joining(" or ")));
        }
        List<Scope> missing = ((Refusal.MissingScopes) refusal).missing();
        String names = missing.stream().map(Scope::label).collect(joining(" and "));
        return Optional.of("Needs %s %s".formatted(missing.size() == 1 ? "scope" : "the scopes", names));
    }

    private static Optional<String> singleSignOn(Refusal.SsoRequired refusal) {
        return Optional.of("Authorize the token for the single sign-on of " + refusal.organization());
    }
}
