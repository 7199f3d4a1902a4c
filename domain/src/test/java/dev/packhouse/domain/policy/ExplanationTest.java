package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What gives a caller a role, and everything that stands against a request. */
class ExplanationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Affiliation OWNER = Affiliation.of(Membership.OWNER);

    private final AccessPolicy access = new AccessPolicy(Rules.GITHUB);
    private final DeletionPolicy deletion = new DeletionPolicy(Rules.GITHUB);
    private final RestorePolicy restoration = new RestorePolicy(Rules.GITHUB);

    private static Affiliation roles(Membership membership, Role packageRole, Role repositoryRole) {
        return new Affiliation.Known(membership, packageRole, repositoryRole);
    }

    private Optional<Grant> grant(Operation operation, Package subject, Affiliation affiliation) {
        return access.explain(Tokens.withAllScopes(), operation, subject, affiliation, NOW)
                .grant();
    }

    @Test
    void anAllowedRequestSaysWhatAllowedIt() {
        Repository repository = Accounts.repositoryOf(Accounts.OCTO_ORG);
        Package hidden = Packages.container();
        Package inheriting = hidden.linkedTo(repository, true);
        Package open = hidden.withVisibility(Visibility.PUBLIC);
        Package internal = hidden.withVisibility(Visibility.INTERNAL);

        assertThat(grant(
                        Operation.DELETE_PACKAGE,
                        Packages.of(Accounts.MONALISA, PackageType.NPM),
                        Affiliation.of(Membership.OWNER)))
                .contains(Grant.of(Grant.Kind.NAMESPACE_OWNER, Role.ADMIN, Accounts.MONALISA.login()));
        assertThat(grant(Operation.DELETE_PACKAGE, hidden, OWNER))
                .contains(Grant.of(Grant.Kind.ORGANIZATION_OWNER, Role.ADMIN, Accounts.OCTO_ORG.login()));
        assertThat(grant(Operation.DELETE_PACKAGE, hidden, roles(Membership.MEMBER, Role.ADMIN, Role.NONE)))
                .contains(Grant.of(Grant.Kind.PACKAGE_ROLE, Role.ADMIN));
        assertThat(grant(Operation.DELETE_PACKAGE, inheriting, roles(Membership.MEMBER, Role.READ, Role.ADMIN)))
                .contains(Grant.of(Role.ADMIN, repository.name()));
        assertThat(grant(Operation.GET_PACKAGE, open, Affiliation.none()))
                .contains(Grant.of(Grant.Kind.PUBLIC_VISIBILITY, Role.READ));
        assertThat(grant(Operation.GET_PACKAGE, internal, Affiliation.of(Membership.MEMBER)))
                .contains(Grant.of(Grant.Kind.INTERNAL_VISIBILITY, Role.READ, Accounts.OCTO_ORG.login()));
        assertThat(grant(Operation.DELETE_PACKAGE, hidden, Affiliation.unknown()))
                .contains(Grant.of(Grant.Kind.LEFT_TO_REGISTRY, Role.NONE));
        assertThat(grant(Operation.DELETE_PACKAGE, open, roles(Membership.MEMBER, Role.WRITE, Role.NONE)))
                .isEmpty();
    }

    @Test
    void theAccessToAPackageHasItsGrant() {
        Optional<Grant> known = access.check(
                        Tokens.withAllScopes(), Operation.GET_PACKAGE, Packages.container(), OWNER, NOW)
                .fold(found -> Optional.of(found.grant()), refusal -> Optional.empty());
        Package container = Packages.container();
        DeletedPackage unknown = new DeletedPackage.Unknown(container.namespace(), container.name());
        Optional<Grant> left = access.check(
                        Tokens.withAllScopes(), Operation.RESTORE_PACKAGE, unknown, Affiliation.none(), NOW)
                .fold(found -> Optional.of(found.grant()), refusal -> Optional.empty());

        assertThat(known).contains(Grant.of(Grant.Kind.ORGANIZATION_OWNER, Role.ADMIN, Accounts.OCTO_ORG.login()));
        assertThat(left).contains(Grant.of(Grant.Kind.LEFT_TO_REGISTRY, Role.NONE));
    }

    @Test
    void aGrantIsASentence() {
        assertThat(List.of(
                        Grant.of(Grant.Kind.NAMESPACE_OWNER, Role.ADMIN, Accounts.MONALISA.login()),
                        Grant.of(Grant.Kind.ORGANIZATION_OWNER, Role.ADMIN, Accounts.OCTO_ORG.login()),
                        Grant.of(Grant.Kind.PUBLIC_VISIBILITY, Role.READ),
                        Grant.of(Grant.Kind.INTERNAL_VISIBILITY, Role.READ, Accounts.OCTO_ORG.login()),
                        Grant.of(Grant.Kind.PACKAGE_ROLE, Role.WRITE),
                        Grant.of(
                                Role.ADMIN,
                                Accounts.repositoryOf(Accounts.OCTO_ORG).name()),
                        Grant.of(Grant.Kind.LEFT_TO_REGISTRY, Role.NONE)))
                .extracting(grant -> grant.role().label() + ": " + grant.explanation())
                .containsExactly(
                        "admin: The packages belong to the caller, monalisa",
                        "admin: The caller is an owner of the organization octo-org",
                        "read: The package is public",
                        "read: The package is internal, and the caller is a member of octo-org",
                        "write: The caller has the role write on the package",
                        "admin: The caller has the role admin on the repository octo-org/hello-world",
                        "none: The roles of the caller are unknown here; the registry decides");
    }

    /** The highest role of all grants is the role that decides. */
    @ParameterizedTest
    @EnumSource
    void theGrantsGiveTheRoleThatDecides(PackageType type) {
        Repository repository = Accounts.repositoryOf(Accounts.OCTO_ORG);
        Package plain = Packages.of(Accounts.OCTO_ORG, type);
        for (Package linked : List.of(plain, plain.linkedTo(repository, false), plain.linkedTo(repository, true))) {
            for (Visibility visibility : Visibility.values()) {
                Package subject = linked.withVisibility(visibility);
                for (Membership membership : Membership.values()) {
                    AccessFilter filter = access.filter(new Namespace(Accounts.OCTO_ORG, type), membership);
                    for (Role packageRole : Role.values()) {
                        for (Role repositoryRole : Role.values()) {
                            Affiliation.Known known = new Affiliation.Known(membership, packageRole, repositoryRole);
                            Role highest = filter.grants(Tokens.withAllScopes(), subject, known).stream()
                                    .map(Grant::role)
                                    .reduce(Role.NONE, Role::or);

                            assertThat(highest)
                                    .as("%s %s", subject, known)
                                    .isEqualTo(filter.roleOn(subject, packageRole, repositoryRole));
                        }
                    }
                }
            }
        }
    }

    @Test
    void everythingThatStandsAgainstADeletionIsListedInTheOrderOfTheChecks() {
        Principal caller = new Principal.ClassicToken(
                Accounts.MONALISA, Scopes.of(Scope.READ_PACKAGES), Set.of(), Optional.of(NOW));
        Package last = Packages.of(Accounts.SSO_ORG, PackageType.CONTAINER)
                .withVisibility(Visibility.PUBLIC)
                .withVersions(VersionCounts.of(1, 1, 9_000));
        PackageVersion version =
                Versions.tagged(Versions.downloaded(Versions.of(PackageType.CONTAINER), 9_000), "latest");

        Explanation explanation =
                deletion.explainVersion(caller, Affiliation.of(Membership.MEMBER), last, version, NOW);

        assertThat(explanation.allowed()).isFalse();
        assertThat(explanation.grant()).isEmpty();
        assertThat(explanation.objections())
                .containsExactly(
                        Objection.of(Refusal.of(Refusal.Reason.BAD_CREDENTIALS)),
                        Objection.of(new Refusal.MissingScopes(
                                Operation.DELETE_VERSION,
                                List.of(Scope.DELETE_PACKAGES, Scope.READ_PACKAGES),
                                List.of(Scope.DELETE_PACKAGES))),
                        Objection.of(new Refusal.SsoRequired(Accounts.SSO_ORG.login())),
                        Objection.of(new Refusal.NotAdmin(last.id(), Role.READ)),
                        Objection.of(new Refusal.TooManyDownloads(OptionalLong.of(9_000), 5_000)),
                        Objection.of(Refusal.of(Refusal.Reason.LAST_VERSION)),
                        Objection.of(Refusal.of(Refusal.Reason.LAST_TAGGED_VERSION)));
        assertThat(deletion.deleteVersion(caller, Affiliation.of(Membership.MEMBER), last, version, NOW)
                        .refusal())
                .contains(Refusal.of(Refusal.Reason.BAD_CREDENTIALS));
    }

    @Test
    void anAllowedDeletionHasNoObjection() {
        Package container = Packages.container();
        PackageVersion version = Versions.of(PackageType.CONTAINER);

        assertThat(deletion.explainPackage(Tokens.withAllScopes(), OWNER, container, NOW))
                .isEqualTo(new Explanation(
                        Optional.of(Grant.of(Grant.Kind.ORGANIZATION_OWNER, Role.ADMIN, Accounts.OCTO_ORG.login())),
                        List.of()))
                .matches(Explanation::allowed);
        assertThat(deletion.explainVersion(Tokens.withAllScopes(), OWNER, container, version, NOW))
                .matches(Explanation::allowed);
    }

    @Test
    void theDeletionOfAPackageHasTheObjectionsOfItsRules() {
        Package deleted = Packages.deleted(
                Packages.container().withVisibility(Visibility.PUBLIC).withVersions(VersionCounts.of(1, 0, 9_000)),
                NOW);

        assertThat(deletion.explainPackage(Tokens.withAllScopes(), OWNER, deleted, NOW)
                        .objections())
                .extracting(Objection::code)
                .containsExactly(Refusal.Reason.PACKAGE_NOT_FOUND, Refusal.Reason.TOO_MANY_DOWNLOADS);
    }

    @Test
    void everythingThatStandsAgainstARestoreIsListed() {
        Instant longAgo = NOW.minus(Rules.GITHUB.retention()).minus(Duration.ofDays(1));
        Package deleted = Packages.deleted(Packages.container(), longAgo);
        PackageVersion version = Versions.deleted(Versions.of(PackageType.CONTAINER), longAgo);
        RestorePolicy.NameHolder holder = new RestorePolicy.NameHolder(Packages.successor(), OWNER);

        assertThat(restoration
                        .explainPackage(Tokens.withAllScopes(), Affiliation.none(), deleted, Optional.of(holder), NOW)
                        .objections())
                .extracting(Objection::code)
                .containsExactly(Refusal.Reason.NOT_READABLE, Refusal.Reason.WINDOW_CLOSED, Refusal.Reason.NAME_TAKEN);
        assertThat(restoration
                        .explainVersion(
                                Tokens.fineGrained(), OWNER, deleted, version, Optional.of(new VersionId(9)), NOW)
                        .objections())
                .extracting(Objection::code)
                .containsExactly(
                        Refusal.Reason.TOKEN_NOT_SUPPORTED,
                        Refusal.Reason.PACKAGE_DELETED,
                        Refusal.Reason.WINDOW_CLOSED,
                        Refusal.Reason.VERSION_NAME_TAKEN);
    }

    @Test
    void anExpiredTokenIsRefusedByEveryDecision() {
        Principal expired = new Principal.ClassicToken(
                Accounts.MONALISA, Tokens.withAllScopes().scopes(), Set.of(), Optional.of(NOW));
        Package container = Packages.container();
        PackageVersion version = Versions.of(PackageType.CONTAINER);
        Optional<Refusal> refused = Optional.of(Refusal.of(Refusal.Reason.BAD_CREDENTIALS));

        assertThat(access.decide(expired, Operation.GET_PACKAGE, container, OWNER, NOW))
                .isEqualTo(refused);
        assertThat(access.decide(expired, Operation.GET_PACKAGE, container, OWNER, NOW.minusNanos(1)))
                .isEmpty();
        assertThat(deletion.deletePackage(expired, OWNER, container, NOW).refusal())
                .isEqualTo(refused);
        assertThat(deletion.deleteVersion(expired, OWNER, container, version, NOW)
                        .refusal())
                .isEqualTo(refused);
        assertThat(restoration
                        .restorePackage(
                                expired,
                                OWNER,
                                new DeletedPackage.Known(Packages.deleted(container, NOW)),
                                Optional.empty(),
                                NOW)
                        .refusal())
                .isEqualTo(refused);
        assertThat(restoration
                        .restoreVersion(
                                expired,
                                OWNER,
                                container,
                                Versions.deleted(version, NOW),
                                Optional.empty(),
                                Set.of(),
                                NOW)
                        .refusal())
                .isEqualTo(refused);
    }
}
