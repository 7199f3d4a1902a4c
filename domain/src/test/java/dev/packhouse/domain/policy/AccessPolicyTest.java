package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests the facts and the order of refusals; {@link PermissionMatrixTest} tests all combinations. */
class AccessPolicyTest {

    private static final Instant NOW = Instant.EPOCH;

    private static final Affiliation MEMBER = Affiliation.of(Membership.MEMBER);
    private static final Optional<PackageType> ANY = Optional.empty();

    private final AccessPolicy policy = new AccessPolicy(Rules.GITHUB);

    @Test
    @DisplayName("Decision 1: without a token every request is refused")
    void aTokenIsAlwaysNeeded() {
        assertThat(checkToken(Tokens.anonymous(), Operation.GET_PACKAGE, ANY))
                .contains(Refusal.of(Refusal.Reason.AUTHENTICATION_REQUIRED));
    }

    @Test
    void theRefusalOfAnUnsupportedTokenHasItsKind() {
        assertThat(checkToken(Tokens.fineGrained(), Operation.GET_PACKAGE, ANY))
                .contains(new Refusal.TokenNotSupported(TokenKind.FINE_GRAINED));
        assertThat(checkToken(Tokens.userToServer(), Operation.GET_PACKAGE, ANY))
                .contains(new Refusal.TokenNotSupported(TokenKind.USER_TO_SERVER));
    }

    @Test
    void aWorkflowWithoutThePermissionIsRefused() {
        assertThat(checkToken(Tokens.workflow(Role.NONE), Operation.GET_PACKAGE, ANY))
                .contains(new Refusal.TokenNotSupported(TokenKind.INSTALLATION));
        assertThat(checkToken(Tokens.workflow(Role.READ), Operation.GET_PACKAGE, ANY))
                .isEmpty();
    }

    @Test
    void aWorkflowListsEverythingButContainers() {
        assertThat(checkToken(Tokens.workflow(Role.WRITE), Operation.LIST_PACKAGES, Optional.of(PackageType.CONTAINER)))
                .contains(Refusal.of(Refusal.Reason.INVALID_ARGUMENT));
        assertThat(checkToken(Tokens.workflow(Role.WRITE), Operation.LIST_PACKAGES, Optional.of(PackageType.NPM)))
                .isEmpty();
        assertThat(checkToken(Tokens.workflow(Role.WRITE), Operation.LIST_PACKAGES, ANY))
                .isEmpty();
    }

    @Test
    @DisplayName("Decision 2: the refusal has all required scopes and the missing ones")
    void aRefusalNamesRequiredAndMissingScopes() {
        List<Scope> required = List.of(Scope.DELETE_PACKAGES, Scope.READ_PACKAGES, Scope.REPO);

        assertThat(checkToken(
                        Tokens.scoped(Scope.WRITE_PACKAGES), Operation.DELETE_VERSION, Optional.of(PackageType.MAVEN)))
                .contains(new Refusal.MissingScopes(
                        Operation.DELETE_VERSION, required, List.of(Scope.DELETE_PACKAGES, Scope.REPO)));
    }

    @Test
    void withoutATypeTheScopeRepoIsNotRequired() {
        assertThat(checkToken(Tokens.scoped(Scope.READ_PACKAGES), Operation.LIST_DOCKER_CONFLICTS, ANY))
                .isEmpty();
    }

    @Test
    void singleSignOnIsRequiredOfMembersOnly() {
        assertThat(checkSso(Tokens.withAllScopes(), Accounts.SSO_ORG, MEMBER))
                .contains(new Refusal.SsoRequired(Accounts.SSO_ORG.login()));
        assertThat(checkSso(Tokens.withAllScopes(), Accounts.SSO_ORG, Affiliation.none()))
                .isEmpty();
        assertThat(checkSso(Tokens.signedOnTo(Accounts.SSO_ORG), Accounts.SSO_ORG, MEMBER))
                .isEmpty();
        assertThat(checkSso(Tokens.signedOnTo(Accounts.OCTO_ORG), Accounts.SSO_ORG, MEMBER))
                .contains(new Refusal.SsoRequired(Accounts.SSO_ORG.login()));
    }

    @Test
    @DisplayName("Decision 3: the refusals of reading and of changing differ only in the reason")
    void aRefusalNamesThePackageAndTheRole() {
        Package hidden = Packages.container();
        Package open = hidden.withVisibility(Visibility.PUBLIC);

        assertThat(checkRole(Operation.GET_PACKAGE, hidden, Affiliation.none()))
                .contains(new Refusal.NotReadable(hidden.id()));
        assertThat(checkRole(Operation.DELETE_PACKAGE, open, Affiliation.none()))
                .contains(new Refusal.NotAdmin(open.id(), Role.READ));
        assertThat(checkRole(
                        Operation.DELETE_PACKAGE,
                        hidden,
                        new Affiliation.Known(Membership.MEMBER, Role.WRITE, Role.NONE)))
                .contains(new Refusal.NotAdmin(hidden.id(), Role.WRITE));
    }

    @Test
    void eachStepKeepsTheFactsOfTheStepsBeforeIt() {
        Principal caller = Tokens.withAllScopes();

        PermittedToken permitted =
                policy.checkToken(caller, Operation.DELETE_VERSION, ANY, NOW).fold(value -> value, refusal -> null);
        assertThat(permitted.caller()).isEqualTo(caller);
        AuthorizedCaller authorized =
                permitted.checkSso(Accounts.OCTO_ORG, MEMBER).fold(value -> value, refusal -> null);
        assertThat(authorized.caller()).isEqualTo(caller);
        assertThat(authorized.operation()).isEqualTo(Operation.DELETE_VERSION);
        assertThat(authorized.owner()).isEqualTo(Accounts.OCTO_ORG);
    }

    @Test
    void anAccessIsForOneOperationAndForPackagesOfOneOwner() {
        Package mine = Packages.container();
        AuthorizedCaller reader = authorized(Operation.GET_PACKAGE, mine);
        Access<Package> access =
                reader.checkRole(mine, Affiliation.of(Membership.OWNER)).fold(value -> value, refusal -> null);

        assertThat(access.subject()).isEqualTo(mine);
        assertThat(access.caller()).isEqualTo(reader.caller());
        assertThatThrownBy(() -> new DeletionPolicy(Rules.GITHUB).deletePackage(access, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The access to get a package does not include to delete a package");
        Package other = Packages.of(Accounts.SSO_ORG, PackageType.CONTAINER);
        assertThatThrownBy(() -> reader.checkRole(other, Affiliation.of(Membership.OWNER)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The packages of '%s' were not checked, but those of '%s'"
                        .formatted(
                                other.namespace().owner().login(),
                                mine.namespace().owner().login()));
        DeletedPackage deleted = new DeletedPackage.Unknown(other.namespace(), other.name());
        assertThatThrownBy(() -> reader.checkRole(deleted, Affiliation.unknown()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVersionThatIsNotLookedUpIsLeftToTheRegistryForPackagesOfTheCheckedOwnerOnly() {
        Package mine = Packages.container();
        Package other = Packages.of(Accounts.SSO_ORG, PackageType.CONTAINER);
        AuthorizedCaller deleting = authorized(Operation.DELETE_VERSION, mine);

        assertThat(deleting.leaveToRegistry(mine.namespace(), mine.name(), new VersionId(836), NOW))
                .isEqualTo(new Change.LeftToRegistry(
                        Operation.DELETE_VERSION, mine.namespace(), mine.name(), new VersionId(836), NOW));
        assertThatThrownBy(() -> deleting.leaveToRegistry(other.namespace(), other.name(), new VersionId(836), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("were not checked");
    }

    private AuthorizedCaller authorized(Operation operation, Package subject) {
        return policy.checkToken(Tokens.withAllScopes(), operation, ANY, NOW)
                .flatMap(permitted -> permitted.checkSso(subject.namespace().owner(), MEMBER))
                .fold(value -> value, refusal -> null);
    }

    @Test
    void theFirstFailedCheckDeterminesTheRefusal() {
        Package maven = Packages.of(Accounts.SSO_ORG, PackageType.MAVEN);

        assertThat(policy.decide(Tokens.scoped(Scope.READ_PACKAGES), Operation.GET_PACKAGE, maven, MEMBER, NOW))
                .contains(new Refusal.MissingScopes(
                        Operation.GET_PACKAGE, List.of(Scope.READ_PACKAGES, Scope.REPO), List.of(Scope.REPO)));
        assertThat(policy.decide(Tokens.withAllScopes(), Operation.GET_PACKAGE, maven, MEMBER, NOW))
                .contains(new Refusal.SsoRequired(Accounts.SSO_ORG.login()));
        assertThat(policy.decide(Tokens.signedOnTo(Accounts.SSO_ORG), Operation.GET_PACKAGE, maven, MEMBER, NOW))
                .contains(new Refusal.NotReadable(maven.id()));
    }

    @Test
    void anUnknownAffiliationHasNoRole() {
        assertThat(policy.roleOn(Packages.container(), Affiliation.unknown())).isEmpty();
        assertThat(policy.roleOn(Packages.container(), Affiliation.none())).contains(Role.NONE);
    }

    @Test
    void ofSeveralRolesTheHighestCounts() {
        Repository repository = Accounts.repositoryOf(Accounts.OCTO_ORG);
        Package subject = Packages.container().linkedTo(repository, true);

        assertThat(policy.roleOn(subject, new Affiliation.Known(Membership.MEMBER, Role.WRITE, Role.READ)))
                .contains(Role.WRITE);
        assertThat(policy.roleOn(subject, new Affiliation.Known(Membership.MEMBER, Role.READ, Role.WRITE)))
                .contains(Role.WRITE);
        assertThat(policy.roleOn(
                        subject.withVisibility(Visibility.PUBLIC),
                        new Affiliation.Known(Membership.NONE, Role.NONE, Role.NONE)))
                .contains(Role.READ);
    }

    @Test
    void inheritanceWithoutARepositoryGrantsNoRole() {
        Package linked = Packages.container().linkedTo(Accounts.repositoryOf(Accounts.OCTO_ORG), true);
        Package unlinked = new Package(
                linked.id(),
                linked.namespace(),
                linked.name(),
                linked.visibility(),
                Optional.empty(),
                true,
                linked.versions(),
                linked.createdAt(),
                linked.updatedAt(),
                linked.tombstone());
        Affiliation repositoryAdmin = new Affiliation.Known(Membership.MEMBER, Role.NONE, Role.ADMIN);

        assertThat(policy.roleOn(linked, repositoryAdmin)).contains(Role.ADMIN);
        assertThat(policy.roleOn(unlinked, repositoryAdmin)).contains(Role.NONE);
    }

    @Test
    void ownersAreAdminOfEveryPackage() {
        assertThat(policy.filter(new Namespace(Accounts.OCTO_ORG, PackageType.CONTAINER), Membership.OWNER))
                .isEqualTo(new AccessFilter(
                        true,
                        Set.of(Visibility.PUBLIC, Visibility.INTERNAL),
                        EnumSet.allOf(Visibility.class),
                        AccessFilter.RepositoryRoles.COUNT_IF_INHERITED));
    }

    @Test
    void membersReadInternalPackages() {
        assertThat(policy.filter(new Namespace(Accounts.OCTO_ORG, PackageType.CONTAINER), Membership.MEMBER))
                .isEqualTo(new AccessFilter(
                        false,
                        Set.of(Visibility.PUBLIC, Visibility.INTERNAL),
                        EnumSet.allOf(Visibility.class),
                        AccessFilter.RepositoryRoles.COUNT_IF_INHERITED));
    }

    @Test
    void otherCallersReadPublicPackages() {
        assertThat(policy.filter(new Namespace(Accounts.OCTO_ORG, PackageType.CONTAINER), Membership.NONE))
                .isEqualTo(new AccessFilter(
                        false,
                        Set.of(Visibility.PUBLIC),
                        Set.of(Visibility.PUBLIC),
                        AccessFilter.RepositoryRoles.COUNT_IF_INHERITED));
    }

    @Test
    @DisplayName("Decision 9: only admins see deleted packages")
    void readersSeeActiveAndAdminsSeeDeleted() {
        assertThat(AccessPolicy.roleToSee(State.ACTIVE)).isEqualTo(Role.READ);
        assertThat(AccessPolicy.roleToSee(State.DELETED)).isEqualTo(Role.ADMIN);
    }

    @Test
    void otherCallersHaveRolesOnPackagesOfAUser() {
        assertThat(policy.filter(new Namespace(Accounts.HUBOT, PackageType.NPM), Membership.NONE))
                .isEqualTo(new AccessFilter(
                        false,
                        Set.of(Visibility.PUBLIC),
                        EnumSet.allOf(Visibility.class),
                        AccessFilter.RepositoryRoles.COUNT_IF_INHERITED));
    }

    @Test
    void inARepositoryScopedRegistryOnlyRolesOnTheRepositoryCount() {
        assertThat(policy.filter(new Namespace(Accounts.OCTO_ORG, PackageType.MAVEN), Membership.MEMBER))
                .isEqualTo(new AccessFilter(
                        false, Set.of(Visibility.PUBLIC), Set.of(), AccessFilter.RepositoryRoles.COUNT_ALWAYS));
    }

    private Optional<Refusal> checkToken(Principal caller, Operation operation, Optional<PackageType> type) {
        return policy.checkToken(caller, operation, type, NOW).refusal();
    }

    private Optional<Refusal> checkSso(Principal caller, Account owner, Affiliation affiliation) {
        return policy.checkToken(caller, Operation.GET_PACKAGE, ANY, NOW)
                .flatMap(permitted -> permitted.checkSso(owner, affiliation))
                .refusal();
    }

    private Optional<Refusal> checkRole(Operation operation, Package subject, Affiliation affiliation) {
        return policy.checkToken(Tokens.withAllScopes(), operation, ANY, NOW)
                .flatMap(permitted -> permitted.checkSso(subject.namespace().owner(), affiliation))
                .flatMap(authorized -> authorized.checkRole(subject, affiliation))
                .refusal();
    }
}
