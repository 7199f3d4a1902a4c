package dev.packhouse.adapter.http;

import static dev.packhouse.domain.access.Scope.DELETE_PACKAGES;
import static dev.packhouse.domain.access.Scope.READ_PACKAGES;
import static dev.packhouse.domain.access.Scope.REPO;
import static dev.packhouse.domain.access.Scope.USER;
import static dev.packhouse.domain.access.Scope.WRITE_PACKAGES;

import dev.packhouse.adapter.http.StateOf.Pack;
import dev.packhouse.adapter.http.StateOf.Release;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
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
        return stateOf().build();
    }

    static StateOf stateOf() {
        return new StateOf()
                .user(1001, "monalisa", false)
                .user(1002, "hubot", false)
                .user(1003, "stranger", false)
                .organization(2001, "octo-org", false, List.of("monalisa"), List.of("hubot"))
                .organization(2002, "sso-org", true, List.of("monalisa"), List.of("hubot"))
                .repository(5001, "octo-org/hello-world", true, Optional.of("Hello"), Map.of("hubot", Role.WRITE))
                .add(Pack.of(197, "octo-org", PackageType.CONTAINER, "app")
                        .role("hubot", Role.READ)
                        .linked("octo-org/hello-world")
                        .version(Release.of(836, digest(836)).tagged("latest", "1.0"))
                        .version(Release.of(837, digest(837)).dated("2020-05-20T22:19:11Z", "2020-05-20T22:19:11Z"))
                        .version(Release.of(838, digest(838))
                                .tagged("old")
                                .deleted(RunningServer.NOW.minus(Duration.ofDays(2)))))
                .add(Pack.of(198, "octo-org", PackageType.CONTAINER, "team/tool")
                        .version(Release.of(840, digest(840))))
                .add(Pack.of(199, "octo-org", PackageType.CONTAINER, "open")
                        .shown(Visibility.PUBLIC)
                        .version(Release.of(850, digest(850)).tagged("v1").downloaded(5001))
                        .version(Release.of(851, digest(851)).tagged("v2").downloaded(5000)))
                .add(Pack.of(200, "octo-org", PackageType.NPM, "widget").version(Release.of(860, "1.0.0")))
                .add(Pack.of(201, "octo-org", PackageType.MAVEN, "com.example.lib")
                        .linked("octo-org/hello-world")
                        .version(Release.of(870, "1.0+build"))
                        .version(Release.of(871, "2.0")))
                .add(Pack.of(202, "octo-org", PackageType.CONTAINER, "gone")
                        .version(Release.of(880, digest(880)))
                        .deleted(RunningServer.NOW.minus(Duration.ofDays(1))))
                .add(Pack.of(203, "octo-org", PackageType.DOCKER, "legacy")
                        .inConflict()
                        .version(Release.of(890, "1.0").tagged("1.0")))
                .add(Pack.of(300, "monalisa", PackageType.CONTAINER, "mine")
                        .version(Release.of(900, digest(900)).tagged("a"))
                        .version(Release.of(901, digest(901))))
                .add(Pack.of(301, "monalisa", PackageType.NUGET, "Mona.Tools")
                        .version(Release.of(910, "1.0.0").described("Tools", "MIT"))
                        .version(Release.of(911, "1.1.0")))
                .add(Pack.of(400, "sso-org", PackageType.CONTAINER, "guarded").version(Release.of(950, digest(950))))
                .token(ADMIN, "monalisa", READ_PACKAGES, WRITE_PACKAGES, DELETE_PACKAGES, REPO, USER)
                .token(MEMBER, "hubot", READ_PACKAGES, WRITE_PACKAGES, DELETE_PACKAGES, REPO)
                .token(OUTSIDER, "stranger", READ_PACKAGES, WRITE_PACKAGES, DELETE_PACKAGES, REPO)
                .token(READ_ONLY, "monalisa", READ_PACKAGES)
                .token(NO_SCOPES, "monalisa")
                .token(
                        EXPIRING,
                        new UserHolder(new Login("monalisa")),
                        new Scopes(Set.of(READ_PACKAGES)),
                        Set.of(),
                        Optional.of(EXPIRY))
                .token(FINE_GRAINED, "monalisa")
                .workflow(WORKFLOW, "octo-org/hello-world", Role.READ);
    }
}
