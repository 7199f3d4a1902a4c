package dev.packhouse.application.service;

import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.CleanupPlanning;
import dev.packhouse.application.api.CleanupPlanning.Summary;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.ManifestSeed;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.cleanup.plan.PackagePlan;
import dev.packhouse.domain.cleanup.plan.PlannedVersion;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.Limits;
import dev.packhouse.domain.cleanup.policy.NameList;
import dev.packhouse.domain.cleanup.policy.PolicySet;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.cleanup.policy.Selection;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Rules;
import dev.packhouse.domain.text.NamePattern;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanServiceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant OLD = Instant.parse("2025-11-21T12:00:00Z");
    private static final OwnerReference ORGANIZATION = new OwnerReference.OrganizationLogin(new Login("octo-org"));

    private final MutableClock clock = new MutableClock(NOW);
    private final InMemoryBackend backend = InMemoryBackend.of(
            new Seed()
                    .user(1001, "monalisa")
                    .user(1002, "hubot")
                    .organization(2001, "octo-org", List.of("monalisa"), List.of("hubot"))
                    .add(
                            PackageSeed.of(197, "octo-org", PackageType.CONTAINER, "team/app")
                                    .with(
                                            version(836).tagged("1.0").manifest(indexOf(837)),
                                            version(837).manifest(ManifestSeed.IMAGE),
                                            version(838).manifest(ManifestSeed.IMAGE)),
                            PackageSeed.of(196, "octo-org", PackageType.CONTAINER, "base")
                                    .with(version(800).tagged("1.0"), version(801)),
                            PackageSeed.of(198, "octo-org", PackageType.NPM, "tool")
                                    .role("hubot", Role.READ)
                                    .with(
                                            VersionSeed.of(PackageType.NPM, 1).created(OLD),
                                            VersionSeed.of(PackageType.NPM, 2).created(OLD)),
                            PackageSeed.of(199, "monalisa", PackageType.NPM, "mine")
                                    .with(VersionSeed.of(PackageType.NPM, 900)))
                    .token("ghp_owner", "monalisa")
                    .token("ghp_reader", "hubot")
                    .token("ghp_no_deletions", "monalisa", Scope.READ_PACKAGES, Scope.REPO)
                    .state(),
            Rules.GITHUB,
            clock);
    private final Log log = new Log();

    private static VersionSeed version(int id) {
        return VersionSeed.of(PackageType.CONTAINER, id).created(OLD);
    }

    private static Manifest indexOf(int child) {
        return new Manifest(
                Manifest.Kind.INDEX,
                Manifest.Kind.INDEX.defaultMediaType(),
                Optional.empty(),
                List.of(new Manifest.Child(ManifestSeed.digest(child), Optional.empty(), Optional.empty())),
                Optional.empty(),
                OptionalLong.empty());
    }

    private static CleanupPolicy policy(String name, Selection selection, Criterion criterion) {
        return new CleanupPolicy(
                name,
                selection,
                List.of(),
                List.of(new DeleteRule("rule", new Conditions(List.of(criterion)))),
                List.of(),
                UnknownManifests.KEEP_PACKAGE,
                Safeguards.ALL);
    }

    private static PolicySet set(Limits limits, CleanupPolicy... policies) {
        return new PolicySet("test", ZoneOffset.UTC, List.of(policies), limits, Set.of("live"));
    }

    private static final PolicySet UNTAGGED =
            set(Limits.DEFAULT, policy("untagged", Selection.ALL, new Criterion.Tagged(false)));

    private Outcome<Summary> plan(String token, OwnerReference owner, PolicySet policies, String... packages) {
        CleanupPlanning planning =
                new PlanService(backend, new CatalogService(backend, Rules.GITHUB, clock), Rules.GITHUB, clock);
        return planning.plan(
                caller(backend, new Credential.Token(token)),
                owner,
                new CleanupPlanning.Request(
                        policies,
                        Map.of("live", NameList.of(List.of("tool:1.0.1"))),
                        List.of(packages).stream().map(NamePattern::parse).toList()),
                log);
    }

    @Test
    void packagesArePlannedInTheOrderOfTheirTypesAndNames() {
        assertThat(plan("ghp_owner", ORGANIZATION, UNTAGGED)).isEqualTo(Outcome.allowed(new Summary(3, 0, List.of())));

        assertThat(log.lines)
                .containsSubsequence(
                        "begins octo-org 2026-11-21T12:00:00Z",
                        "reading base 1/1",
                        "planned base: deletes nothing",
                        "planned team/app: deletes 838",
                        "planned tool: deletes 1");
    }

    @Test
    void whatAnIndexThatStaysListsIsKnownFromItsManifest() {
        plan("ghp_owner", ORGANIZATION, UNTAGGED, "team/*");

        assertThat(log.lines).contains("planned team/app: deletes 838").noneMatch(line -> line.contains(" base"));
    }

    @Test
    void nothingGoesIfTheBackendDoesNotKnowAManifest() {
        plan("ghp_owner", ORGANIZATION, UNTAGGED, "base");

        assertThat(log.lines).contains("planned base: deletes nothing");
    }

    @Test
    void onlyTypesThatAPolicySelectsAreListed() {
        Selection npm = new Selection(Set.of(PackageType.NPM), List.of(), List.of(), Set.of(), Set.of());
        plan("ghp_owner", ORGANIZATION, set(Limits.DEFAULT, policy("npm", npm, new Criterion.All())));

        assertThat(log.lines)
                .containsExactly(
                        "begins octo-org 2026-11-21T12:00:00Z",
                        "listing npm 1/1",
                        "reading tool 1/1",
                        "planned tool: deletes 1");
    }

    @Test
    void limitsOfThePoliciesAreCompared() {
        Limits none = new Limits(0, 100, 100, 0, 0);

        assertThat(plan("ghp_owner", ORGANIZATION, set(none, policy("all", Selection.ALL, new Criterion.All()))))
                .isEqualTo(Outcome.allowed(new Summary(3, 0, List.of("2 versions go, more than 0"))));
    }

    @Test
    void aPackageThatTheCallerMayNotCleanUpIsLeftOut() {
        assertThat(plan("ghp_reader", ORGANIZATION, UNTAGGED, "tool"))
                .isEqualTo(Outcome.allowed(new Summary(0, 1, List.of())));

        assertThat(log.lines).anyMatch(line -> line.startsWith("left out tool: "));
    }

    @Test
    void aTokenWithoutTheScopeDeletesNothing() {
        assertThat(plan("ghp_no_deletions", ORGANIZATION, UNTAGGED, "tool"))
                .isEqualTo(Outcome.allowed(new Summary(0, 1, List.of())));

        assertThat(log.lines).anyMatch(line -> line.contains("delete:packages"));
    }

    @Test
    void anOwnerThatDoesNotExistIsRefused() {
        assertThat(plan("ghp_owner", new OwnerReference.OrganizationLogin(new Login("nobody")), UNTAGGED)
                        .refusal()
                        .map(Refusal::reason))
                .contains(Refusal.Reason.OWNER_NOT_FOUND);
    }

    @Test
    void planningChangesNothing() {
        RegistryState before = backend.export();

        plan("ghp_owner", ORGANIZATION, UNTAGGED);

        assertThat(backend.export()).isEqualTo(before);
    }

    private static final class Log implements CleanupPlanning.Listener {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void begins(Account owner, Instant evaluatedAt) {
            lines.add("begins %s %s".formatted(owner.login(), evaluatedAt));
        }

        @Override
        public void planned(PackagePlan plan) {
            String deleted = plan.versions().stream()
                    .filter(PlannedVersion::deleted)
                    .map(version -> version.version().id().toString())
                    .collect(Collectors.joining(", "));
            lines.add(
                    "planned %s: deletes %s".formatted(plan.subject().name(), deleted.isEmpty() ? "nothing" : deleted));
        }

        @Override
        public void listing(PackageType type, int page, int lastPage) {
            lines.add("listing %s %s/%s".formatted(type.label(), page, lastPage));
        }

        @Override
        public void reading(Package subject, int page, int lastPage) {
            lines.add("reading %s %s/%s".formatted(subject.name(), page, lastPage));
        }

        @Override
        public void leftOut(Package subject, String reason) {
            lines.add("left out %s: %s".formatted(subject.name(), reason));
        }

        @Override
        public void leftOut(PackageType type, String which) {
            lines.add("left out %s: %s".formatted(type.label(), which));
        }
    }
}
