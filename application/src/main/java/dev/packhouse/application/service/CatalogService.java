package dev.packhouse.application.service;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.in.OwnerReference;
import dev.packhouse.application.in.PackageAddress;
import dev.packhouse.application.in.PackageCatalog;
import dev.packhouse.application.in.PackageFilter;
import dev.packhouse.application.out.Backend;
import dev.packhouse.application.out.Document;
import dev.packhouse.application.out.Located;
import dev.packhouse.application.out.PackageQuery;
import dev.packhouse.application.out.Page;
import dev.packhouse.application.out.PageRequest;
import dev.packhouse.application.out.RateLimit;
import dev.packhouse.application.out.ReadSession;
import dev.packhouse.application.out.RefusedException;
import dev.packhouse.application.out.TokenNote;
import dev.packhouse.application.out.VersionQuery;
import dev.packhouse.application.service.Gate.Admission;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.RegistryRules;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what the gate lets through. */
public final class CatalogService implements PackageCatalog {

    private final Backend backend;
    private final RegistryRules rules;
    private final InstantSource clock;
    private final AccessPolicy access;
    private final Gate gate;

    /** Reads from a backend, by one edition of the registries' rules. */
    public CatalogService(Backend backend, RegistryRules rules, InstantSource clock) {
        this.backend = requireNonNull(backend, "backend");
        this.rules = requireNonNull(rules, "rules");
        this.clock = requireNonNull(clock, "clock");
        this.access = new AccessPolicy(rules);
        this.gate = new Gate(access);
    }

    @Override
    public Outcome<Principal> caller(Credential credential) {
        return read(credential, Gate::caller);
    }

    @Override
    public Optional<RateLimit> rateLimit(Credential credential) {
        return backend.rateLimit(credential);
    }

    @Override
    public Optional<TokenNote> tokenNote(Credential credential) {
        return backend.tokenNote(credential);
    }

    @Override
    public OptionalLong moment() {
        return backend.moment();
    }

    @Override
    public Outcome<Document<Account>> account(Credential credential, OwnerReference owner) {
        return read(credential, session -> Gate.caller(session).flatMap(caller -> Gate.owner(session, caller, owner)));
    }

    @Override
    public Outcome<Page<Document<Package>>> packages(
            Credential credential, OwnerReference owner, Optional<PackageType> type, Outcome<PackageFilter> filter) {
        return read(
                credential,
                session -> gate.admit(session, Operation.LIST_PACKAGES, type, owner)
                        .flatMap(admission -> filter.flatMap(CatalogService::withinWindow)
                                .map(asked -> session.packages()
                                        .list(query(admission.owner(), asked))
                                        .map(this::presented))));
    }

    private static Outcome<PackageFilter> withinWindow(PackageFilter asked) {
        return (long) asked.page().number() * asked.page().size() > PackageFilter.WINDOW
                ? Outcome.refused(new Refusal.PageOutOfRange(PackageFilter.WINDOW))
                : Outcome.allowed(asked);
    }

    private PackageQuery query(Account owner, PackageFilter filter) {
        return new PackageQuery(
                new Namespace(owner, filter.type()), visibilities(filter), filter.state(), oldest(), filter.page());
    }

    /** What is stored under visibilities that amount to the one that is asked for. */
    private Set<Visibility> visibilities(PackageFilter filter) {
        return Stream.of(Visibility.values())
                .filter(stored -> filter.visibility().isEmpty()
                        || rules.effective(filter.type(), stored)
                                == rules.effective(
                                        filter.type(), filter.visibility().get()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Instant oldest() {
        return Tombstone.oldestRestorableAt(clock.instant());
    }

    @Override
    public Outcome<Document<Package>> find(Credential credential, PackageAddress address) {
        return read(
                credential,
                session ->
                        active(session, Operation.GET_PACKAGE, address).map(located -> presented(located.subject())));
    }

    @Override
    public Outcome<Versions> versions(
            Credential credential, PackageAddress address, Outcome<State> state, PageRequest page) {
        return read(
                credential,
                session -> active(session, Operation.LIST_VERSIONS, address)
                        .flatMap(located -> state.map(asked -> versions(session, located, asked, page))));
    }

    private Versions versions(ReadSession session, Located<Document<Package>> located, State state, PageRequest page) {
        Package owner = located.subject().value();
        Role needed = AccessPolicy.roleToSee(state);
        boolean hidden =
                !access.roleOn(owner, located.affiliation()).orElse(needed).includes(needed);
        return new Versions(
                owner,
                hidden ? Page.empty() : session.packages().versions(new VersionQuery(owner, state, oldest(), page)));
    }

    @Override
    public Outcome<Version> version(Credential credential, PackageAddress address, VersionId id) {
        return read(
                credential,
                session -> active(session, Operation.GET_VERSION, address)
                        .flatMap(located -> version(session, located.subject().value(), id)));
    }

    private static Outcome<Version> version(ReadSession session, Package owner, VersionId id) {
        return session.packages()
                .version(owner, id, State.ACTIVE)
                .map(document -> Outcome.allowed(new Version(owner, document)))
                .orElseGet(() -> Outcome.refused(new Refusal.VersionNotFound()));
    }

    @Override
    public Outcome<List<Document<Package>>> dockerConflicts(Credential credential, OwnerReference owner) {
        return read(
                credential,
                session -> gate.admit(session, Operation.LIST_DOCKER_CONFLICTS, Optional.empty(), owner)
                        .map(admission -> session.packages().dockerConflicts(admission.owner()).stream()
                                .map(this::presented)
                                .toList()));
    }

    private Outcome<Located<Document<Package>>> active(
            ReadSession session, Operation operation, PackageAddress address) {
        Outcome<Admission> admission = gate.admit(session, operation, Optional.of(address.type()), address.owner());
        return admission.flatMap(admitted -> gate.active(session, admitted, operation, address));
    }

    /** A package as clients are shown it. */
    private Document<Package> presented(Document<Package> document) {
        return document.map(stored -> {
            Visibility shown = rules.effective(stored.namespace().type(), stored.visibility());
            return shown == stored.visibility()
                    ? stored
                    : new Package(
                            stored.id(),
                            stored.namespace(),
                            stored.name(),
                            shown,
                            stored.repository(),
                            stored.inheritsAccess(),
                            stored.versions(),
                            stored.createdAt(),
                            stored.updatedAt(),
                            stored.tombstone());
        });
    }

    private <T> Outcome<T> read(Credential credential, Function<ReadSession, Outcome<T>> work) {
        try {
            return backend.read(credential, work);
        } catch (RefusedException e) {
            return Outcome.refused(e.refusal());
        }
    }
}
