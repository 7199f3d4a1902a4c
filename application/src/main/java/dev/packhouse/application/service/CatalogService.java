package dev.packhouse.application.service;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.api.PackageListRequest;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.service.RequestAuthorizer.FoundPackage;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.AuthorizedCaller;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Rules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Implements {@link PackageCatalog}: authorizes each request, and reads from the backend in one unit of work. */
public final class CatalogService implements PackageCatalog {

    private final Backend backend;
    private final Rules rules;
    private final InstantSource clock;
    private final AccessPolicy access;
    private final RequestAuthorizer authorizer;

    /** Creates the service for a backend and its rules. */
    public CatalogService(Backend backend, Rules rules, InstantSource clock) {
        this.backend = requireNonNull(backend, "backend");
        this.rules = requireNonNull(rules, "rules");
        this.clock = requireNonNull(clock, "clock");
        this.access = new AccessPolicy(rules);
        this.authorizer = new RequestAuthorizer(access);
    }

    @Override
    public Outcome<WithSource<Account>> account(AuthenticatedCaller caller, OwnerReference owner) {
        return read(caller, session -> RequestAuthorizer.account(session, caller.principal(), owner));
    }

    @Override
    public Outcome<Packages> packages(AuthenticatedCaller caller, OwnerReference owner, PackageListRequest request) {
        return read(
                caller,
                session -> authorizer
                        .authorize(
                                session,
                                caller.principal(),
                                Operation.LIST_PACKAGES,
                                request.requestedType(),
                                owner,
                                clock.instant())
                        .flatMap(authorized -> packages(session, authorized.owner(), request)));
    }

    private Outcome<Packages> packages(ReadSession session, Account owner, PackageListRequest request) {
        if (!(request instanceof PackageFilter filter)) {
            return Outcome.refused(Refusal.of(Refusal.Reason.INVALID_ARGUMENT));
        }
        if ((long) filter.page().number() * filter.page().size() > PackageFilter.WINDOW) {
            return Outcome.refused(new Refusal.PageOutOfRange(PackageFilter.WINDOW));
        }
        return Outcome.allowed(new Packages(
                owner, session.packages().list(query(owner, filter)).map(this::withEffectiveVisibility)));
    }

    private PackageQuery query(Account owner, PackageFilter filter) {
        return new PackageQuery(
                new Namespace(owner, filter.type()), visibilities(filter), filter.state(), oldest(), filter.page());
    }

    /** The stored visibilities that have the same effective visibility as the requested one. */
    private Set<Visibility> visibilities(PackageFilter filter) {
        return Stream.of(Visibility.values())
                .filter(stored -> filter.visibility().isEmpty()
                        || rules.effective(filter.type(), stored)
                                == rules.effective(
                                        filter.type(), filter.visibility().get()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Instant oldest() {
        return rules.oldestRestorable(clock.instant());
    }

    @Override
    public Outcome<WithSource<Package>> find(AuthenticatedCaller caller, PackageAddress address) {
        return read(
                caller,
                session -> authorize(session, caller, Operation.GET_PACKAGE, address)
                        .flatMap(authorized -> RequestAuthorizer.active(session, authorized, address))
                        .map(found -> withEffectiveVisibility(found.document())));
    }

    @Override
    public Outcome<Versions> versions(
            AuthenticatedCaller caller, PackageAddress address, Optional<State> state, PageRequest page) {
        return read(
                caller,
                session -> parent(session, caller, Operation.LIST_VERSIONS, address)
                        .flatMap(found -> state.map(
                                        requested -> Outcome.allowed(versions(session, found, requested, page)))
                                .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Reason.INVALID_ARGUMENT)))));
    }

    private Versions versions(ReadSession session, FoundPackage found, State state, PageRequest page) {
        Package parent = found.value();
        Role needed = AccessPolicy.roleToSee(state);
        boolean hidden =
                !access.roleOn(parent, found.affiliation()).orElse(needed).includes(needed);
        return new Versions(
                parent,
                hidden ? Page.empty() : session.packages().versions(new VersionQuery(parent, state, oldest(), page)));
    }

    @Override
    public Outcome<Version> version(AuthenticatedCaller caller, PackageAddress address, VersionId id) {
        return read(
                caller,
                session -> parent(session, caller, Operation.GET_VERSION, address)
                        .flatMap(found -> version(session, found.value(), id)));
    }

    private static Outcome<Version> version(ReadSession session, Package parent, VersionId id) {
        return session.packages()
                .version(parent, id, State.ACTIVE)
                .map(document -> Outcome.allowed(new Version(parent, document)))
                .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Reason.VERSION_NOT_FOUND)));
    }

    @Override
    public Outcome<Map<VersionId, ManifestFacts>> manifests(
            AuthenticatedCaller caller, PackageAddress address, List<PackageVersion> versions) {
        return read(
                caller,
                session -> parent(session, caller, Operation.LIST_VERSIONS, address)
                        .map(found -> session.manifests().of(found.value(), versions)));
    }

    @Override
    public Outcome<List<WithSource<Package>>> dockerConflicts(AuthenticatedCaller caller, OwnerReference owner) {
        return read(
                caller,
                session -> authorizer
                        .authorize(
                                session,
                                caller.principal(),
                                Operation.LIST_DOCKER_CONFLICTS,
                                Optional.empty(),
                                owner,
                                clock.instant())
                        .map(authorized -> session.packages().dockerConflicts(authorized.owner()).stream()
                                .map(this::withEffectiveVisibility)
                                .toList()));
    }

    private Outcome<FoundPackage> parent(
            ReadSession session, AuthenticatedCaller caller, Operation operation, PackageAddress address) {
        return authorize(session, caller, operation, address)
                .flatMap(authorized -> RequestAuthorizer.parent(session, authorized, address));
    }

    private Outcome<AuthorizedCaller> authorize(
            ReadSession session, AuthenticatedCaller caller, Operation operation, PackageAddress address) {
        return authorizer.authorize(
                session, caller.principal(), operation, Optional.of(address.type()), address.owner(), clock.instant());
    }

    /** The package with its effective visibility, for a response. */
    private WithSource<Package> withEffectiveVisibility(WithSource<Package> document) {
        return document.map(stored ->
                stored.withVisibility(rules.effective(stored.namespace().type(), stored.visibility())));
    }

    private <T> Outcome<T> read(AuthenticatedCaller caller, Function<ReadSession, Outcome<T>> work) {
        return RegistryRefusals.orRefused(() -> backend.read(caller, work));
    }
}
