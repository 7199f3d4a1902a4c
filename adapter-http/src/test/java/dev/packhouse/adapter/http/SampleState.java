package dev.packhouse.adapter.http;

import static dev.packhouse.domain.access.Scope.DELETE_PACKAGES;
import static dev.packhouse.domain.access.Scope.READ_PACKAGES;
import static dev.packhouse.domain.access.Scope.REPO;
import static dev.packhouse.domain.access.Scope.USER;
import static dev.packhouse.domain.access.Scope.WRITE_PACKAGES;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts and packages of most tests: monalisa owns octo-org, hubot is a member of it with the role read on the
 * package app, and the user stranger has no role anywhere.
 */
final class SampleState {

    static final String ADMIN = "ghp_admin";
    static final String MEMBER = "ghp_member";
    static final String OUTSIDER = "ghp_stranger";
    static final String READ_ONLY = "ghp_readonly";
    static final String NO_SCOPES = "ghp_noscopes";
    static final String EXPIRING = "ghp_expiring";
    static final String FINE_GRAINED = "github_pat_fine";
    static final String WORKFLOW = "ghs_workflow";
    static final Instant EXPIRY = Instant.parse("2027-05-10T07:05:37Z");

    private SampleState() {}

    /** A digest whose hexadecimal digits end in this number. */
    static String digest(long number) {
        return "sha256:%064x".formatted(number);
    }

    static RegistryState state() {
        return seed().state();
    }

    static Seed seed() {
        return new Seed()
                .user(1001, "monalisa")
                .user(1002, "hubot")
                .user(1003, "stranger")
                .organization(2001, "octo-org", List.of("monalisa"), List.of("hubot"))
                .organizationWithSso(2002, "sso-org", List.of("monalisa"), List.of("hubot"))
                .privateRepository(5001, "octo-org/hello-world", Map.of("hubot", Role.WRITE))
                .add(PackageSeed.of(197, "octo-org", PackageType.CONTAINER, "app")
                        .role("hubot", Role.READ)
                        .inheriting("octo-org/hello-world")
                        .with(VersionSeed.of(PackageType.CONTAINER, 836).tagged("latest", "1.0"))
                        .with(VersionSeed.of(PackageType.CONTAINER, 837).created(Instant.parse("2020-05-20T22:19:11Z")))
                        .with(VersionSeed.of(PackageType.CONTAINER, 838)
                                .tagged("old")
                                .deleted(RunningServer.NOW.minus(Duration.ofDays(2)))))
                .add(PackageSeed.of(198, "octo-org", PackageType.CONTAINER, "team/tool")
                        .with(VersionSeed.of(PackageType.CONTAINER, 840)))
                .add(PackageSeed.of(199, "octo-org", PackageType.CONTAINER, "open")
                        .visibility(Visibility.PUBLIC)
                        .with(VersionSeed.of(PackageType.CONTAINER, 850)
                                .tagged("v1")
                                .downloads(5001))
                        .with(VersionSeed.of(PackageType.CONTAINER, 851)
                                .tagged("v2")
                                .downloads(5000)))
                .add(PackageSeed.of(200, "octo-org", PackageType.NPM, "widget")
                        .with(VersionSeed.of(PackageType.NPM, 860, "1.0.0")))
                .add(PackageSeed.of(201, "octo-org", PackageType.MAVEN, "com.example.lib")
                        .inheriting("octo-org/hello-world")
                        .with(VersionSeed.of(PackageType.MAVEN, 870, "1.0+build"))
                        .with(VersionSeed.of(PackageType.MAVEN, 871, "2.0")))
                .add(PackageSeed.of(202, "octo-org", PackageType.CONTAINER, "gone")
                        .with(VersionSeed.of(PackageType.CONTAINER, 880))
                        .deleted(RunningServer.NOW.minus(Duration.ofDays(1))))
                .add(PackageSeed.of(203, "octo-org", PackageType.DOCKER, "legacy")
                        .dockerConflict()
                        .with(VersionSeed.of(PackageType.DOCKER, 890, "1.0").tagged("1.0")))
                .add(PackageSeed.of(300, "monalisa", PackageType.CONTAINER, "mine")
                        .with(VersionSeed.of(PackageType.CONTAINER, 900).tagged("a"))
                        .with(VersionSeed.of(PackageType.CONTAINER, 901)))
                .add(PackageSeed.of(301, "monalisa", PackageType.NUGET, "Mona.Tools")
                        .with(VersionSeed.of(PackageType.NUGET, 910, "1.0.0")
                                .license("MIT")
                                .description("Tools"))
                        .with(VersionSeed.of(PackageType.NUGET, 911, "1.1.0")))
                .add(PackageSeed.of(400, "sso-org", PackageType.CONTAINER, "guarded")
                        .with(VersionSeed.of(PackageType.CONTAINER, 950)))
                .token(ADMIN, "monalisa", READ_PACKAGES, WRITE_PACKAGES, DELETE_PACKAGES, REPO, USER)
                .token(MEMBER, "hubot", READ_PACKAGES, WRITE_PACKAGES, DELETE_PACKAGES, REPO)
                .token(OUTSIDER, "stranger", READ_PACKAGES, WRITE_PACKAGES, DELETE_PACKAGES, REPO)
                .token(READ_ONLY, "monalisa", READ_PACKAGES)
                .tokenWithoutScopes(NO_SCOPES, "monalisa")
                .token(EXPIRING, "monalisa", Scopes.of(READ_PACKAGES), Set.of(), Optional.of(EXPIRY))
                .tokenWithoutScopes(FINE_GRAINED, "monalisa")
                .workflow(WORKFLOW, "octo-org/hello-world", Role.READ);
    }
}
