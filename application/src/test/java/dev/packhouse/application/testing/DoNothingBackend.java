package dev.packhouse.application.testing;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.application.spi.AuditTrail;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A backend that runs every unit of work, returns empty results, ignores all writes and never fails. */
final class DoNothingBackend implements Backend, Store, AuditTrail, WriteSession, Accounts, Packages {

    @Override
    public Optional<Principal> authenticate(Credential.Token token) {
        return Optional.empty();
    }

    @Override
    public <T> T read(AuthenticatedCaller caller, Function<? super ReadSession, ? extends T> work) {
        return work.apply(this);
    }

    @Override
    public <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work) {
        return work.apply(this);
    }

    @Override
    public Optional<RateLimit> rateLimit(AuthenticatedCaller caller) {
        return Optional.empty();
    }

    @Override
    public Health health() {
        return new Health(true, "nothing", "");
    }

    @Override
    public Optional<Store> store() {
        return Optional.of(this);
    }

    @Override
    public Optional<AuditTrail> auditTrail() {
        return Optional.of(this);
    }

    @Override
    public void close() {}

    @Override
    public Optional<Principal> principal() {
        return Optional.empty();
    }

    @Override
    public Accounts accounts() {
        return this;
    }

    @Override
    public Packages packages() {
        return this;
    }

    @Override
    public void apply(Change change) {}

    @Override
    public void record(AuditEntry entry) {}

    @Override
    public Optional<Account> find(AccountQuery query) {
        return Optional.empty();
    }

    @Override
    public Affiliation affiliationWith(Account owner) {
        return Affiliation.none();
    }

    @Override
    public Optional<Located<WithSource<Package>>> active(Namespace namespace, PackageName name) {
        return Optional.empty();
    }

    @Override
    public Optional<Located<DeletedPackage>> lastDeleted(Namespace namespace, PackageName name) {
        return Optional.empty();
    }

    @Override
    public Optional<Located<DeletedPackage>> deleted(Namespace namespace, PackageName name, PackageId id) {
        return Optional.empty();
    }

    @Override
    public Page<WithSource<Package>> list(PackageQuery query) {
        return Page.empty();
    }

    @Override
    public List<WithSource<Package>> dockerConflicts(Account owner) {
        return List.of();
    }

    @Override
    public Optional<WithSource<PackageVersion>> version(Package parent, VersionId id, State state) {
        return Optional.empty();
    }

    @Override
    public Optional<VersionId> activeVersion(Package parent, VersionName name) {
        return Optional.empty();
    }

    @Override
    public Set<Tag> movedTags(Package parent, PackageVersion deleted) {
        return Set.of();
    }

    @Override
    public Page<WithSource<PackageVersion>> versions(VersionQuery query) {
        return Page.empty();
    }

    @Override
    public <T> T query(Function<? super ExistingState, ? extends T> question) {
        return question.apply(ExistingState.NOTHING);
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public void add(RegistryState state) {}

    @Override
    public boolean addIfEmpty(RegistryState state) {
        return false;
    }

    @Override
    public void replace(RegistryState state) {}

    @Override
    public void merge(RegistryState state) {}

    @Override
    public Snapshot snapshot() {
        return new Snapshot() {
            @Override
            public void restore() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean rename(AccountId id, Login login) {
        return false;
    }

    @Override
    public boolean rename(RepositoryId id, RepositoryName name) {
        return false;
    }

    @Override
    public void publish(PackageId parent, List<VersionEntry> versions) {}

    @Override
    public RegistryState export() {
        return RegistryState.EMPTY;
    }

    @Override
    public List<String> check() {
        return List.of();
    }

    @Override
    public List<StoredToken> tokens() {
        return List.of();
    }

    @Override
    public boolean revokeToken(long id) {
        return false;
    }

    @Override
    public long purge(Instant deletedBefore) {
        return 0;
    }

    @Override
    public long prune(AuditRetention keep, Instant now) {
        return 0;
    }

    @Override
    public List<StoredAuditEntry> entries(AuditQuery query) {
        return List.of();
    }
}
