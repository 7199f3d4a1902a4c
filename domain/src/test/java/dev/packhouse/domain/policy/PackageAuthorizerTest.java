package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import dev.packhouse.domain.testing.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The authorizer decides like the policies, and asks only for the facts that a rule uses. */
class PackageAuthorizerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Scopes ALL = Tokens.withAllScopes().scopes();
    private static final List<Scopes> SCOPES =
            List.of(ALL, Scopes.of(Scope.READ_PACKAGES), Scopes.of(Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES));

    private final PackageAuthorizer authorizer = new PackageAuthorizer(Rules.GITHUB);
    private final DeletionPolicy deletion = new DeletionPolicy(Rules.GITHUB);
    private final RestorePolicy restoration = new RestorePolicy(Rules.GITHUB);

    /** Facts that record which of them were asked for. */
    private record AskedVersion(PackageType type, Visibility visibility, boolean tagged, long count, Set<String> asked)
            implements VersionFacts {

        AskedVersion(PackageType type, Visibility visibility, boolean tagged, long count) {
            this(type, visibility, tagged, count, new TreeSet<>());
        }

        private OptionalLong ask(String fact) {
            asked.add(fact);
            return OptionalLong.of(count);
        }

        @Override
        public PackageId packageId() {
            return new PackageId(197);
        }

        @Override
        public OptionalLong downloads() {
            return ask("downloads");
        }

        @Override
        public OptionalLong activeVersions() {
            return ask("active");
        }

        @Override
        public boolean tagged() {
            asked.add("whether tagged");
            return tagged;
        }

        @Override
        public OptionalLong taggedVersions() {
            return ask("tagged");
        }
    }

    private static CallerFacts admin() {
        return CallerFacts.of(ALL, Role.ADMIN);
    }

    private Set<String> asked(Rules rules, AskedVersion version) {
        new PackageAuthorizer(rules).deleteVersion(admin(), version, NOW);
        return version.asked();
    }

    @Test
    void aFactIsAskedForOnlyIfARuleUsesIt() {
        Rules unprotected = Rules.GITHUB.withLastVersionProtected(false).withLastTaggedVersionProtected(false);

        assertThat(asked(Rules.GITHUB, new AskedVersion(PackageType.NPM, Visibility.PRIVATE, false, 2)))
                .containsExactly("active");
        assertThat(asked(Rules.GITHUB, new AskedVersion(PackageType.NPM, Visibility.INTERNAL, false, 2)))
                .containsExactly("active");
        assertThat(asked(Rules.GITHUB, new AskedVersion(PackageType.NPM, Visibility.PUBLIC, true, 2)))
                .containsExactly("active", "downloads");
        assertThat(asked(Rules.GITHUB, new AskedVersion(PackageType.CONTAINER, Visibility.PRIVATE, false, 2)))
                .containsExactly("active", "whether tagged");
        assertThat(asked(Rules.GITHUB, new AskedVersion(PackageType.CONTAINER, Visibility.PRIVATE, true, 2)))
                .containsExactly("active", "tagged", "whether tagged");
        assertThat(asked(unprotected, new AskedVersion(PackageType.CONTAINER, Visibility.PRIVATE, true, 2)))
                .isEmpty();
    }

    @Test
    void theDownloadsOfAPackageAreAskedForOnlyIfItIsPublic() {
        assertThat(authorizer.deletePackage(admin(), packageFacts(Visibility.PUBLIC, 5_001), NOW))
                .extracting(Objection::code)
                .containsExactly(Refusal.Reason.TOO_MANY_DOWNLOADS);
        assertThat(authorizer.deletePackage(admin(), packageFacts(Visibility.PRIVATE, 5_001), NOW))
                .isEmpty();
    }

    private static PackageFacts packageFacts(Package subject) {
        return packageFacts(
                subject.namespace().type(),
                subject.visibility(),
                subject.versions().mostDownloads());
    }

    private static PackageFacts packageFacts(Visibility visibility, long downloads) {
        return packageFacts(PackageType.NPM, visibility, OptionalLong.of(downloads));
    }

    private static PackageFacts packageFacts(PackageType type, Visibility visibility, OptionalLong downloads) {
        return new PackageFacts() {
            @Override
            public PackageId packageId() {
                return new PackageId(197);
            }

            @Override
            public PackageType type() {
                return type;
            }

            @Override
            public Visibility visibility() {
                return visibility;
            }

            @Override
            public OptionalLong mostDownloads() {
                assertThat(visibility).isEqualTo(Visibility.PUBLIC);
                return downloads;
            }
        };
    }

    private void assertRefused(VersionFacts version, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> authorizer.deleteVersion(admin(), version, NOW))
                .withMessage(message);
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertRefused(
                new AskedVersion(PackageType.NPM, Visibility.PRIVATE, false, 0),
                "Invalid activeVersions 0: it is at least 1");
        assertRefused(
                new AskedVersion(PackageType.NPM, Visibility.PUBLIC, false, -5),
                "Invalid downloads -5: it is at least 0");
        assertRefused(facts(OptionalLong.of(2), OptionalLong.of(0)), "Invalid taggedVersions 0: it is at least 1");
        assertRefused(facts(OptionalLong.of(2), OptionalLong.of(5)), "Of 2 active versions, 5 cannot be tagged");
        assertThat(authorizer.deleteVersion(admin(), facts(OptionalLong.of(2), OptionalLong.of(2)), NOW))
                .isEmpty();
        assertThat(authorizer.deleteVersion(admin(), facts(OptionalLong.empty(), OptionalLong.of(5)), NOW))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> authorizer.deletePackage(admin(), packageFacts(Visibility.PUBLIC, -1), NOW))
                .withMessage("Invalid mostDownloads -1: it is at least 0");
    }

    private static VersionFacts facts(OptionalLong active, OptionalLong tagged) {
        return new KnownFacts(new PackageId(197), PackageType.CONTAINER, Visibility.PRIVATE, active, true, tagged);
    }

    /** Facts as a service has them, not checked by themselves. */
    private record KnownFacts(
            PackageId packageId,
            PackageType type,
            Visibility visibility,
            OptionalLong activeVersions,
            boolean tagged,
            OptionalLong taggedVersions)
            implements VersionFacts {

        @Override
        public OptionalLong downloads() {
            return OptionalLong.of(0);
        }
    }

    @Test
    void aMissingFactIsNeverAnAnswer() {
        OptionalLong two = OptionalLong.of(2);
        PackageId id = new PackageId(197);
        PackageName name = Packages.name(PackageType.NPM);
        VersionName version = Versions.name(PackageType.NPM);
        Visibility hidden = Visibility.PRIVATE;
        PackageType type = PackageType.CONTAINER;

        assertMissing("packageId", () -> delete(new KnownFacts(null, type, hidden, two, true, two)));
        assertMissing("type", () -> delete(new KnownFacts(id, null, hidden, two, true, two)));
        assertMissing("visibility", () -> delete(new KnownFacts(id, type, null, two, true, two)));
        assertMissing("activeVersions", () -> delete(new KnownFacts(id, type, hidden, null, true, two)));
        assertMissing("taggedVersions", () -> delete(new KnownFacts(id, type, hidden, two, true, null)));
        assertMissing("version", () -> delete(null));
        assertMissing("now", () -> authorizer.deleteVersion(admin(), facts(two, two), null));
        assertMissing("now", () -> authorizer.deletePackage(admin(), packageFacts(Visibility.PRIVATE, 0), null));
        assertMissing(
                "visibility", () -> authorizer.restorePackage(admin(), id, null, name, NOW, Optional.empty(), NOW));
        assertMissing(
                "packageId",
                () -> authorizer.restoreVersion(admin(), null, hidden, version, NOW, Optional.empty(), NOW));
        assertMissing(
                "deletedAt",
                () -> authorizer.restoreVersion(admin(), id, hidden, version, null, Optional.empty(), NOW));
    }

    private void delete(VersionFacts version) {
        authorizer.deleteVersion(admin(), version, NOW);
    }

    private static void assertMissing(String name, ThrowingCallable question) {
        assertThatNullPointerException().isThrownBy(question).withMessage(name);
    }

    private static Package subject(PackageType type, Visibility visibility) {
        Package unlinked = Packages.of(Accounts.SSO_ORG, type).withVisibility(visibility);
        return Rules.GITHUB.isRepositoryScoped(type)
                ? unlinked.linkedTo(Accounts.repositoryOf(Accounts.SSO_ORG), false)
                : unlinked;
    }

    /** Passes each combination of token and role to the test: as facts, and as values with the same meaning. */
    private static void forEachCaller(PackageType type, CallerTest test) {
        for (Scopes scopes : SCOPES) {
            for (boolean signedOn : new boolean[] {true, false}) {
                for (Optional<Instant> expiry :
                        List.of(Optional.<Instant>empty(), Optional.of(NOW), Optional.of(NOW.plusNanos(1)))) {
                    for (Role role : Role.values()) {
                        Principal token = new Principal.ClassicToken(
                                Accounts.MONALISA,
                                scopes,
                                signedOn ? Set.of(Accounts.SSO_ORG.login()) : Set.of(),
                                expiry);
                        boolean scoped = Rules.GITHUB.isRepositoryScoped(type);
                        test.accept(
                                new CallerFacts(
                                        scopes,
                                        expiry,
                                        signedOn ? Optional.empty() : Optional.of(Accounts.SSO_ORG.login()),
                                        role),
                                token,
                                new Affiliation.Known(
                                        Membership.MEMBER, scoped ? Role.NONE : role, scoped ? role : Role.NONE));
                    }
                }
            }
        }
    }

    @FunctionalInterface
    private interface CallerTest {
        void accept(CallerFacts facts, Principal caller, Affiliation affiliation);
    }

    @ParameterizedTest
    @EnumSource
    void deletionsAreDecidedLikeByThePolicy(PackageType type) {
        BiConsumer<Package, PackageVersion> compare =
                (parent, version) -> forEachCaller(type, (facts, caller, affiliation) -> {
                    assertThat(authorizer.deleteVersion(facts, new KnownVersion(parent, version), NOW))
                            .isEqualTo(deletion.explainVersion(caller, affiliation, parent, version, NOW)
                                    .objections());
                    assertThat(authorizer.deletePackage(facts, packageFacts(parent), NOW))
                            .isEqualTo(deletion.explainPackage(caller, affiliation, parent, NOW)
                                    .objections());
                });

        for (Visibility visibility : List.of(Visibility.PUBLIC, Visibility.PRIVATE)) {
            Package parent = subject(type, visibility);
            PackageVersion version = Versions.tagged(Versions.of(type), "v1");
            compare.accept(parent, version);
            compare.accept(parent.withVersions(VersionCounts.of(1, 1, 5_001)), Versions.downloaded(version, 5_001));
            compare.accept(parent.withVersions(VersionCounts.UNKNOWN), Versions.withoutDownloads(version));
        }
    }

    @ParameterizedTest
    @EnumSource
    void restoresAreDecidedLikeByThePolicy(PackageType type) {
        Package parent = subject(type, Visibility.PRIVATE);
        for (Duration age : List.of(Duration.ofDays(30), Duration.ofDays(30).plusNanos(1))) {
            Instant deletedAt = NOW.minus(age);
            Package deleted = Packages.deleted(parent, deletedAt);
            PackageVersion version = Versions.deleted(Versions.of(type), deletedAt);
            for (Optional<VersionId> holder : List.of(Optional.<VersionId>empty(), Optional.of(new VersionId(9)))) {
                forEachCaller(
                        type,
                        (facts, caller, affiliation) -> assertThat(authorizer.restoreVersion(
                                        facts,
                                        parent.id(),
                                        parent.visibility(),
                                        version.name(),
                                        deletedAt,
                                        holder,
                                        NOW))
                                .isEqualTo(restoration
                                        .explainVersion(caller, affiliation, parent, version, holder, NOW)
                                        .objections()));
            }
            forEachCaller(
                    type,
                    (facts, caller, affiliation) -> assertThat(authorizer.restorePackage(
                                    facts,
                                    deleted.id(),
                                    deleted.visibility(),
                                    deleted.name(),
                                    deletedAt,
                                    Optional.empty(),
                                    NOW))
                            .isEqualTo(restoration
                                    .explainPackage(caller, affiliation, deleted, Optional.empty(), NOW)
                                    .objections()));
        }
    }

    @Test
    void aDeletedPackageDoesNotHoldItsName() {
        PackageId id = new PackageId(197);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> authorizer.restorePackage(
                        admin(), id, Visibility.PRIVATE, Packages.name(PackageType.NPM), NOW, Optional.of(id), NOW))
                .withMessage("Package 197 is deleted, and cannot hold the name app");
    }

    @Test
    void theHolderOfANameIsNamed() {
        assertThat(authorizer.restorePackage(
                        admin(),
                        new PackageId(197),
                        Visibility.PRIVATE,
                        Packages.name(PackageType.NPM),
                        NOW,
                        Optional.of(new PackageId(198)),
                        NOW))
                .extracting(Objection::facts)
                .containsExactly(
                        new Refusal.NameTaken(Packages.name(PackageType.NPM), Optional.of(new PackageId(198))));
    }
}
