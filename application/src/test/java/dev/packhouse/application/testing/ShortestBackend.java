package dev.packhouse.application.testing;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Rules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The shortest backend that passes {@link BackendContract}: an example for the author of a backend. It keeps values of
 * the domain in memory, and searches all of them on every call. All rules are in the domain. It has no {@link Store}:
 * another system administers its accounts, roles and tokens.
 *
 * <p>Units of work run one after the other, because the methods are synchronized. Each of them has a copy of the
 * packages and versions. The copy replaces them if the unit writes and succeeds.
 */
public final class ShortestBackend implements Backend {

    private static final Comparator<Package> BY_DELETION =
            comparing(subject -> subject.tombstone().orElseThrow().deletedAt());
    private static final Comparator<PackageVersion> NEWEST_FIRST = comparing(PackageVersion::createdAt)
            .thenComparing(version -> version.id().value())
            .reversed();

    private final AccessPolicy access;
    private final InstantSource clock;
    private final Consumer<AuditEntry> auditTrail;
    private Data data;
    private boolean closed;

    /** Opens a backend with this data. The audit trail receives the entries of units of work that succeed. */
    public ShortestBackend(Data data, Rules rules, InstantSource clock, Consumer<AuditEntry> auditTrail) {
        this.data = data;
        this.access = new AccessPolicy(rules);
        this.clock = clock;
        this.auditTrail = auditTrail;
    }

    /**
     * All data. Units of work change only the packages and the versions. The packages are in the order of their ids;
     * their counts of versions are not used. A role is that of a user, or of the workflows of a repository.
     */
    public record Data(
            List<Account> accounts,
            Map<TokenHash, Principal> tokens,
            Map<Relation, Membership> memberships,
            Map<Relation, Role> roles,
            Set<PackageId> dockerConflicts,
            List<Package> packages,
            List<PackageVersion> versions) {

        private Data with(List<Package> newPackages, List<PackageVersion> newVersions) {
            return new Data(accounts, tokens, memberships, roles, dockerConflicts, newPackages, newVersions);
        }
    }

    /** The ids of a user or repository, and of the organization, package or repository to which it has a relation. */
    public record Relation(Object holder, Object subject) {}

    @Override
    public synchronized Optional<Principal> authenticate(Credential.Token token) {
        requireOpen();
        return Optional.ofNullable(data.tokens().get(TokenHash.of(token.secret())))
                .filter(principal -> principal.validAt(clock.instant()));
    }

    @Override
    public synchronized <T> T read(AuthenticatedCaller caller, Function<? super ReadSession, ? extends T> work) {
        requireOpen();
        return work.apply(new Session(Optional.of(caller.principal())));
    }

    @Override
    public synchronized <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work) {
        requireOpen();
        Optional<Principal> principal = caller.credential() instanceof Credential.Token token
                ? authenticate(token)
                : Optional.of(caller.principal());
        Session session = new Session(principal);
        T result = work.apply(session);
        session.recorded.forEach(auditTrail);
        data = data.with(List.copyOf(session.packages), List.copyOf(session.versions));
        return result;
    }

    private void requireOpen() {
        if (closed) {
            throw new UnavailableException("The backend is closed", null);
        }
    }

    @Override
    public Optional<RateLimit> rateLimit(AuthenticatedCaller caller) {
        return Optional.empty();
    }

    @Override
    public synchronized Health health() {
        return new Health(!closed, "shortest", closed ? "It is closed." : "It is in memory.");
    }

    @Override
    public Optional<Store> store() {
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** One unit of work of one caller, on a copy of the data. */
    private final class Session implements WriteSession, Accounts, Packages {

        private final Optional<Principal> caller;
        private final List<Package> packages = new ArrayList<>(data.packages());
        private final List<PackageVersion> versions = new ArrayList<>(data.versions());
        private final List<AuditEntry> recorded = new ArrayList<>();

        Session(Optional<Principal> caller) {
            this.caller = caller;
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
        public Optional<Principal> principal() {
            return caller;
        }

        @Override
        public void apply(Change change) {
            change.<Runnable>fold(
                            deleted -> () -> mark(deleted.subject().id(), Optional.of(deleted.at())),
                            restored -> () -> mark(known(restored.subject()).id(), Optional.empty()),
                            deleted -> () ->
                                    replace(deleted.subject().withTombstone(Optional.of(Tombstone.at(deleted.at())))),
                            restored -> () -> replace(restored(restored.subject(), restored.movedTags())),
                            left -> {
                                throw new IllegalArgumentException("No registry decides instead of this backend");
                            })
                    .run();
        }

        /** Marks a package, and the versions that have its state, as deleted, or as active if there is no instant. */
        private void mark(PackageId id, Optional<Instant> deletedAt) {
            Optional<Tombstone> ofPackage = deletedAt.map(Tombstone::at);
            Optional<Tombstone> ofVersions = deletedAt.map(at -> new Tombstone(at, true));
            packages.replaceAll(each -> each.id().equals(id) ? each.withTombstone(ofPackage) : each);
            versions.replaceAll(each -> follows(each, id) ? each.withTombstone(ofVersions) : each);
        }

        /** Whether a version has the state of its package: it is active, or was deleted with its package. */
        private static boolean follows(PackageVersion version, PackageId id) {
            return version.packageId().equals(id)
                    && version.tombstone().map(Tombstone::deletedWithPackage).orElse(true);
        }

        /** The package that this backend returned before: it returns no unknown ones. */
        private static Package known(DeletedPackage deleted) {
            return ((DeletedPackage.Known) deleted).value();
        }

        private static PackageVersion restored(PackageVersion deleted, Set<Tag> moved) {
            Stream<Tag> kept = deleted.tags().stream().filter(tag -> !moved.contains(tag));
            return deleted.withTags(kept.toList()).withTombstone(Optional.empty());
        }

        private void replace(PackageVersion successor) {
            versions.replaceAll(each -> each.id().equals(successor.id()) ? successor : each);
        }

        @Override
        public void record(AuditEntry entry) {
            recorded.add(entry);
        }

        @Override
        public Optional<Account> find(AccountQuery query) {
            return data.accounts().stream().filter(query::matches).findFirst();
        }

        @Override
        public Affiliation affiliationWith(Account owner) {
            return affiliation(owner, Optional.empty());
        }

        /** The affiliation of the caller with an account, or with a package of this account. */
        private Affiliation affiliation(Account owner, Optional<Package> subject) {
            Optional<PackageId> id = subject.map(Package::id);
            Optional<Repository> linked = subject.flatMap(Package::repository);
            if (caller.isPresent() && caller.get() instanceof Principal.ActionsToken workflow) {
                Repository own = workflow.repository();
                return Affiliation.ofWorkflow(own, owner, role(own.id(), id), linked);
            }
            Optional<User> user = caller.flatMap(Principal::user);
            if (user.isEmpty()) {
                return Affiliation.none();
            }
            AccountId holder = user.get().id();
            Membership membership = data.memberships().getOrDefault(new Relation(holder, owner.id()), Membership.NONE);
            Role repositoryRole = role(holder, linked.map(Repository::id));
            return Affiliation.ofUser(user.get(), owner, membership, role(holder, id), repositoryRole);
        }

        private Role role(Object holder, Optional<?> subject) {
            return subject.map(id -> data.roles().get(new Relation(holder, id))).orElse(Role.NONE);
        }

        @Override
        public Optional<Located<WithSource<Package>>> active(Namespace namespace, PackageName name) {
            return named(namespace, name, State.ACTIVE).findFirst().map(found -> located(found, WithSource.of(found)));
        }

        @Override
        public Optional<Located<DeletedPackage>> lastDeleted(Namespace namespace, PackageName name) {
            return named(namespace, name, State.DELETED)
                    .max(BY_DELETION.thenComparing(subject -> subject.id().value()))
                    .map(found -> located(found, new DeletedPackage.Known(found)));
        }

        @Override
        public Optional<Located<DeletedPackage>> deleted(Namespace namespace, PackageName name, PackageId id) {
            return named(namespace, name, State.DELETED)
                    .filter(subject -> subject.id().equals(id))
                    .findFirst()
                    .map(found -> located(found, new DeletedPackage.Known(found)));
        }

        private Stream<Package> named(Namespace namespace, PackageName name, State state) {
            return packages(namespace.owner(), state)
                    .filter(subject -> subject.name().equals(name));
        }

        private <T> Located<T> located(Package found, T result) {
            return new Located<>(result, affiliation(found.namespace().owner(), Optional.of(found)));
        }

        @Override
        public Page<WithSource<Package>> list(PackageQuery query) {
            Stream<Package> matches = packages(query.namespace().owner(), query.state())
                    .filter(subject -> subject.namespace().equals(query.namespace()))
                    .filter(subject -> query.visibilities().contains(subject.visibility()))
                    .filter(subject -> isSince(subject.tombstone(), query.deletedSince()))
                    .filter(this::isVisible);
            return page(matches, query.page());
        }

        @Override
        public List<WithSource<Package>> dockerConflicts(Account owner) {
            return packages(owner, State.ACTIVE)
                    .filter(subject -> data.dockerConflicts().contains(subject.id()))
                    .filter(this::isVisible)
                    .map(WithSource::of)
                    .toList();
        }

        private boolean isVisible(Package subject) {
            Affiliation affiliation = affiliation(subject.namespace().owner(), Optional.of(subject));
            Role role = access.roleOn(subject, affiliation).orElseThrow();
            return role.includes(AccessPolicy.roleToSee(subject.state()));
        }

        /** The packages of an account, by ascending id, with the counts of their versions. */
        private Stream<Package> packages(Account owner, State state) {
            return packages.stream()
                    .filter(subject -> subject.namespace().owner().equals(owner) && subject.state() == state)
                    .map(subject -> subject.withVersions(counts(subject)));
        }

        private VersionCounts counts(Package subject) {
            List<PackageVersion> counted = versions.stream()
                    .filter(version -> follows(version, subject.id()))
                    .toList();
            long tagged = counted.stream()
                    .filter(version -> !version.tags().isEmpty())
                    .count();
            LongStream downloads =
                    counted.stream().mapToLong(version -> version.downloads().orElse(0));
            return VersionCounts.of(counted.size(), tagged, downloads.max().orElse(0));
        }

        @Override
        public Optional<WithSource<PackageVersion>> version(Package parent, VersionId id, State state) {
            return versions(parent, state)
                    .filter(version -> version.id().equals(id))
                    .findFirst()
                    .map(WithSource::of);
        }

        @Override
        public Optional<VersionId> activeVersion(Package parent, VersionName name) {
            return versions(parent, State.ACTIVE)
                    .filter(version -> version.name().equals(name))
                    .map(PackageVersion::id)
                    .findFirst();
        }

        @Override
        public Set<Tag> movedTags(Package parent, PackageVersion deleted) {
            return deleted.tags().stream()
                    .filter(tag -> versions(parent, State.ACTIVE)
                            .anyMatch(version -> version.tags().contains(tag)))
                    .collect(toUnmodifiableSet());
        }

        @Override
        public Page<WithSource<PackageVersion>> versions(VersionQuery query) {
            Stream<PackageVersion> matches = versions(query.parent(), query.state())
                    .filter(version -> isSince(version.tombstone(), query.deletedSince()))
                    .sorted(NEWEST_FIRST);
            return page(matches, query.page());
        }

        private Stream<PackageVersion> versions(Package parent, State state) {
            return versions.stream()
                    .filter(version -> version.packageId().equals(parent.id()) && version.state() == state);
        }

        private static boolean isSince(Optional<Tombstone> tombstone, Instant since) {
            return tombstone.map(found -> !found.deletedAt().isBefore(since)).orElse(true);
        }

        private static <T> Page<WithSource<T>> page(Stream<T> matches, PageRequest request) {
            List<T> all = matches.toList();
            Stream<T> items = all.stream().skip(request.offset()).limit(request.size());
            return new Page<>(items.map(WithSource::of).toList(), request.lastPageOf(all.size()));
        }
    }
}
