package dev.packhouse.adapter.github;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The accounts, tokens and packages of this module's tests. */
final class GitHubStates {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String SECRET = "ghp_monalisa";

    /** Owns the organization octo-org. */
    static final Credential.Token MONALISA = new Credential.Token(SECRET);

    /** A member of octo-org. */
    static final Credential.Token HUBOT = new Credential.Token("ghp_hubot");

    /** The workflows of octo-org/hello-world. */
    static final Credential.Token WORKFLOW = new Credential.Token("ghs_workflow");

    static final PackageAddress APP = address("app");

    private GitHubStates() {}

    static PackageAddress address(String name) {
        return new PackageAddress(
                new OwnerReference.OrganizationLogin(new Login("octo-org")), PackageType.CONTAINER, name);
    }

    /** Two users, an organization, a repository and tokens. */
    static Seed people() {
        return new Seed()
                .user(1001, "monalisa")
                .user(1002, "hubot")
                .organization(2001, "octo-org", List.of("monalisa"), List.of("hubot"))
                .privateRepository(5001, "octo-org/hello-world", Map.of())
                .token(SECRET, "monalisa")
                .token("ghp_hubot", "hubot")
                .workflow("ghs_workflow", "octo-org/hello-world", Role.WRITE);
    }

    /** The package app with versions 1 and 2, tagged, 3 and 4, untagged, and 5, deleted an hour ago. */
    static Seed app() {
        return people().add(PackageSeed.of(197, "octo-org", PackageType.CONTAINER, "app")
                .with(
                        VersionSeed.of(PackageType.CONTAINER, 1).tagged("v1", "latest"),
                        VersionSeed.of(PackageType.CONTAINER, 2).tagged("edge"),
                        VersionSeed.of(PackageType.CONTAINER, 3),
                        VersionSeed.of(PackageType.CONTAINER, 4),
                        VersionSeed.of(PackageType.CONTAINER, 5).tagged("old").deleted(NOW.minusSeconds(3600))));
    }

    /** A caller of which only the token counts: rate limits and headers are kept for each token. */
    static AuthenticatedCaller holderOf(Credential.Token token) {
        return new AuthenticatedCaller(token, new Principal.Anonymous(), NOW);
    }
}
