package dev.packhouse.application.testing;

import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageListRequest;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.service.LifecycleService.Mode;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Rules;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** The use cases as a client of a server reaches them: the credential of each request is authenticated first. */
public final class UseCases {

    private final Authenticator authenticator;
    private final PackageCatalog catalog;
    private final LifecycleService lifecycle;

    /** The use cases over a backend. Allowed changes are applied. */
    public UseCases(Backend backend, Rules rules, InstantSource clock) {
        this(backend, rules, clock, Mode.APPLY);
    }

    /** The use cases over a backend. */
    public UseCases(Backend backend, Rules rules, InstantSource clock, Mode mode) {
        authenticator = new AuthenticationService(backend, clock);
        catalog = new CatalogService(backend, rules, clock);
        lifecycle = new LifecycleService(backend, rules, clock, mode);
    }

    private <T> Outcome<T> ask(Credential credential, Function<AuthenticatedCaller, Outcome<? extends T>> request) {
        return authenticator
                .authenticate(credential)
                .caller()
                .fold(caller -> request.apply(caller).fold(Outcome::allowed, Outcome::refused), Outcome::refused);
    }

    /** The principal behind a credential. */
    public Outcome<Principal> caller(Credential credential) {
        return ask(credential, caller -> Outcome.allowed(caller.principal()));
    }

    /** As {@link PackageCatalog#account}. */
    public Outcome<WithSource<Account>> account(Credential credential, OwnerReference owner) {
        return ask(credential, caller -> catalog.account(caller, owner));
    }

    /** As {@link PackageCatalog#packages}. */
    public Outcome<Page<WithSource<Package>>> packages(
            Credential credential, OwnerReference owner, PackageListRequest request) {
        return ask(
                credential, caller -> catalog.packages(caller, owner, request).map(PackageCatalog.Packages::page));
    }

    /** As {@link PackageCatalog#find}. */
    public Outcome<WithSource<Package>> find(Credential credential, PackageAddress address) {
        return ask(credential, caller -> catalog.find(caller, address));
    }

    /** As {@link PackageCatalog#versions}. */
    public Outcome<PackageCatalog.Versions> versions(
            Credential credential, PackageAddress address, Optional<State> state, PageRequest page) {
        return ask(credential, caller -> catalog.versions(caller, address, state, page));
    }

    /** As {@link PackageCatalog#version}. */
    public Outcome<PackageCatalog.Version> version(Credential credential, PackageAddress address, VersionId id) {
        return ask(credential, caller -> catalog.version(caller, address, id));
    }

    /** As {@link LifecycleService#deletePackage}. */
    public Outcome<Change> deletePackage(Credential credential, PackageAddress address) {
        return ask(credential, caller -> lifecycle.deletePackage(caller, address));
    }

    /** As {@link LifecycleService#restorePackage}. */
    public Outcome<Change> restorePackage(Credential credential, PackageAddress address, Optional<String> token) {
        return ask(credential, caller -> lifecycle.restorePackage(caller, address, token));
    }

    /** As {@link LifecycleService#deleteVersion}. */
    public Outcome<Change> deleteVersion(Credential credential, PackageAddress address, VersionId id) {
        return ask(credential, caller -> lifecycle.deleteVersion(caller, address, id));
    }

    /** As {@link LifecycleService#restoreVersion}. */
    public Outcome<Change> restoreVersion(Credential credential, PackageAddress address, VersionId id) {
        return ask(credential, caller -> lifecycle.restoreVersion(caller, address, id));
    }

    /** As {@link LifecycleService#recordRefusalCounts}. */
    public void recordRefusalCounts() {
        lifecycle.recordRefusalCounts();
    }
}
