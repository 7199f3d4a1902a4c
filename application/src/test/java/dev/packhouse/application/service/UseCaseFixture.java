package dev.packhouse.application.service;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.testing.Callers;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Rules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The use cases over the reference backend, with the accounts that most tests need. */
final class UseCaseFixture {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** Owns octo-org. */
    static final Credential OWNER = new Credential.Token("ghp_monalisa");
    /** A member of octo-org. */
    static final Credential MEMBER = new Credential.Token("ghp_hubot");
    /** Not a member of octo-org; admin of its repository hello-world. */
    static final Credential MAINTAINER = new Credential.Token("ghp_maintainer");
    /** Without membership and without roles. */
    static final Credential OUTSIDER = new Credential.Token("ghp_stranger");

    static final Credential ANONYMOUS = new Credential.None();
    static final Credential UNKNOWN = new Credential.Token("ghp_unknown");

    static final OwnerReference ORG = organization("octo-org");

    final MutableClock clock = new MutableClock(NOW);
    final InMemoryBackend backend;
    final AuthenticationService authenticator;
    final CatalogService catalog;
    final LifecycleService lifecycle;
    final LifecycleService dryRun;
    final AdministrationService administration;

    private UseCaseFixture(Seed seed, Rules rules) {
        backend = InMemoryBackend.of(seed.state(), rules, clock);
        authenticator = new AuthenticationService(backend, clock);
        catalog = new CatalogService(backend, rules, clock);
        lifecycle = new LifecycleService(backend, rules, clock, LifecycleService.Mode.APPLY);
        dryRun = new LifecycleService(backend, rules, clock, LifecycleService.Mode.DRY_RUN);
        administration = new AdministrationService(backend, rules, clock);
    }

    static UseCaseFixture of(Seed seed) {
        return of(seed, Rules.GITHUB);
    }

    static UseCaseFixture of(Seed seed, Rules rules) {
        return new UseCaseFixture(seed, rules);
    }

    static Seed people() {
        return new Seed()
                .user(1001, "monalisa")
                .user(1002, "hubot")
                .user(1003, "maintainer")
                .user(1004, "stranger")
                .organization(2001, "octo-org", List.of("monalisa"), List.of("hubot"))
                .privateRepository(5001, "octo-org/hello-world", Map.of("maintainer", Role.ADMIN, "hubot", Role.READ))
                .privateRepository(5002, "octo-org/other", Map.of())
                .token("ghp_monalisa", "monalisa")
                .token("ghp_hubot", "hubot")
                .token("ghp_maintainer", "maintainer")
                .token("ghp_stranger", "stranger");
    }

    /** The principal behind a credential, or why it is refused. */
    Outcome<Principal> authenticate(Credential credential) {
        return authenticator.authenticate(credential).caller().map(AuthenticatedCaller::principal);
    }

    /** The caller behind a credential, which must be valid. */
    AuthenticatedCaller caller(Credential credential) {
        return Callers.caller(authenticator, credential);
    }

    /** The latest entries of the audit trail, the newest first. */
    List<AuditEntry> trail(int limit) {
        return administration.auditTrail(AuditQuery.latest(limit)).stream()
                .map(StoredAuditEntry::entry)
                .toList();
    }

    static OwnerReference organization(String login) {
        return new OwnerReference.OrganizationLogin(new Login(login));
    }

    static PackageAddress address(PackageType type, String name) {
        return new PackageAddress(ORG, type, name);
    }

    /** Runs an operation on the package, and returns the reason of its refusal. */
    Optional<Refusal.Reason> refusalReason(
            Operation operation, Credential caller, PackageAddress address, long version) {
        return ask(operation, caller, address, version).refusal().map(Refusal::reason);
    }

    private Outcome<?> ask(Operation operation, Credential credential, PackageAddress address, long version) {
        return authenticator
                .authenticate(credential)
                .caller()
                .<Outcome<?>>fold(caller -> ask(operation, caller, address, version), Outcome::refused);
    }

    private Outcome<?> ask(Operation operation, AuthenticatedCaller caller, PackageAddress address, long version) {
        VersionId id = new VersionId(version);
        return switch (operation) {
            case LIST_PACKAGES ->
                list(
                        caller,
                        address.owner(),
                        new PackageFilter(address.type(), Optional.empty(), State.ACTIVE, PageRequest.FIRST));
            case GET_PACKAGE -> catalog.find(caller, address);
            case DELETE_PACKAGE -> lifecycle.deletePackage(caller, address);
            case RESTORE_PACKAGE -> lifecycle.restorePackage(caller, address, Optional.empty());
            case LIST_VERSIONS -> catalog.versions(caller, address, Optional.of(State.ACTIVE), PageRequest.FIRST);
            case GET_VERSION -> catalog.version(caller, address, id);
            case DELETE_VERSION -> lifecycle.deleteVersion(caller, address, id);
            case RESTORE_VERSION -> lifecycle.restoreVersion(caller, address, id);
            case LIST_DOCKER_CONFLICTS -> catalog.dockerConflicts(caller, address.owner());
        };
    }

    /** The packages of an owner, as numbers. */
    Outcome<List<Long>> list(Credential caller, OwnerReference owner, PackageType type, State state) {
        return list(caller(caller), owner, new PackageFilter(type, Optional.empty(), state, PageRequest.FIRST));
    }

    Outcome<List<Long>> list(Credential caller, PackageType type, Visibility visibility) {
        return list(
                caller(caller), ORG, new PackageFilter(type, Optional.of(visibility), State.ACTIVE, PageRequest.FIRST));
    }

    private Outcome<List<Long>> list(AuthenticatedCaller caller, OwnerReference owner, PackageFilter filter) {
        return catalog.packages(caller, owner, filter)
                .map(found -> found.page().items().stream()
                        .map(document -> document.value().id().value())
                        .toList());
    }

    /** The versions of a package of octo-org, as numbers. */
    Outcome<List<Long>> versions(Credential caller, PackageAddress address, State state) {
        return catalog.versions(caller(caller), address, Optional.of(state), PageRequest.FIRST)
                .map(versions -> versions.page().items().stream()
                        .map(document -> document.value().id().value())
                        .toList());
    }

    /** The active package of octo-org, as its owner reads it. */
    Package shown(PackageType type, String name) {
        return catalog.find(caller(OWNER), address(type, name)).fold(document -> document.value(), refusal -> {
            throw new AssertionError(refusal.explanation());
        });
    }

    static Optional<Refusal.Reason> because(Refusal.Reason reason) {
        return Optional.of(reason);
    }

    static Optional<Refusal.Reason> reason(Outcome<?> outcome) {
        return outcome.refusal().map(Refusal::reason);
    }
}
