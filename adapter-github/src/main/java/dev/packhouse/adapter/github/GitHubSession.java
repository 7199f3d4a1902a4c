package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.PrincipalLookup.Identity;
import dev.packhouse.adapter.github.audit.AuditFile;
import dev.packhouse.adapter.github.change.ChangeExecutor;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.registry.ContainerRegistry;
import dev.packhouse.adapter.github.seen.SeenPackages;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.application.spi.Manifests;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.SeenVersions;
import dev.packhouse.application.spi.Upstream;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Rules;
import java.util.List;
import java.util.Optional;

/** One unit of work of one caller. Used by one thread. */
final class GitHubSession implements WriteSession, AutoCloseable {

    /** The kind of work. */
    enum Kind {
        READING,
        CHANGING
    }

    /** The objects that all sessions of a backend share. */
    record Shared(
            Rules rules,
            GitHubClient client,
            PrincipalLookup principals,
            GitHubAccounts accounts,
            PageReader lists,
            EntryReader entries,
            SeenPackages seen,
            ChangeExecutor changes,
            ContainerRegistry registry,
            Optional<AuditFile> audit) {}

    private final Shared shared;
    private final Caller caller;
    private final Principal principal;
    private final Accounts accounts = new SessionAccounts();
    private final GitHubPackages packages;
    private boolean closed;

    GitHubSession(Shared shared, AuthenticatedCaller authenticated, Kind kind) {
        this.shared = shared;
        this.caller = Caller.of(authenticated.credential(), authenticated.since());
        this.principal = authenticated.principal();
        this.packages = new GitHubPackages(
                shared.client(),
                shared.lists(),
                shared.entries(),
                shared.seen(),
                shared.rules(),
                caller,
                principal,
                kind == Kind.CHANGING);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The unit of work is over");
        }
    }

    @Override
    public Optional<Principal> principal() {
        requireOpen();
        return shared.principals().identify(caller).map(Identity::principal);
    }

    @Override
    public Accounts accounts() {
        requireOpen();
        return accounts;
    }

    @Override
    public Packages packages() {
        requireOpen();
        return packages;
    }

    /** Reads the manifests from the container registry, with the token of the caller. */
    @Override
    public Manifests manifests() {
        requireOpen();
        return (parent, versions) -> {
            requireOpen();
            return shared.registry().manifests(caller, parent, versions);
        };
    }

    /** GitHub answers for members and repositories by itself. */
    @Override
    public Optional<Upstream> upstream() {
        requireOpen();
        return Optional.of(resource -> shared.client().forward(caller, resource));
    }

    /** GitHub decides on changes of versions. Only what it has shown to this caller lately can object. */
    @Override
    public Optional<SeenVersions> seenVersions() {
        requireOpen();
        return Optional.of(new SessionSeenVersions());
    }

    @Override
    public List<String> lookUps() {
        requireOpen();
        return packages.lookUps();
    }

    @Override
    public void apply(Change change) {
        requireOpen();
        shared.audit().ifPresent(AuditFile::requireComplete);
        packages.clearSearch();
        boolean done = false;
        try {
            shared.changes().execute(caller, packages, change);
            packages.changed();
            done = true;
        } finally {
            if (done) {
                shared.seen().adjust(change);
            } else {
                shared.seen().forget(change);
            }
        }
    }

    /** Adds the entry to the file of the audit trail, if there is one. */
    @Override
    public void record(AuditEntry entry) {
        requireOpen();
        shared.audit().ifPresent(file -> file.append(entry));
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class SessionAccounts implements Accounts {

        /**
         * The caller's own account comes from the identity, without a request. So it is never one of an hour ago, by
         * which the caller would own an account that has taken the caller's former login.
         */
        @Override
        public Optional<Account> find(AccountQuery query) {
            requireOpen();
            return own().map(WithSource::value)
                    .filter(query::matches)
                    .or(() -> shared.accounts().owner(caller, query));
        }

        @Override
        public Optional<WithSource<Account>> document(AccountQuery query) {
            requireOpen();
            return query instanceof AccountQuery.OfCaller
                    ? own()
                    : shared.accounts().document(caller, query);
        }

        private Optional<WithSource<Account>> own() {
            return shared.principals().identify(caller).flatMap(Identity::account);
        }

        @Override
        public Affiliation affiliationWith(Account owner) {
            return GitHubPackages.affiliation(owner, principal);
        }
    }

    private final class SessionSeenVersions implements SeenVersions {

        @Override
        public Optional<SeenVersion> find(Namespace namespace, PackageName name, VersionId id, State state) {
            requireOpen();
            Affiliation affiliation = GitHubPackages.affiliation(namespace.owner(), principal);
            return shared.seen()
                    .find(caller, namespace, name, id, state)
                    .flatMap(version -> shared.seen()
                            .find(caller, namespace, name)
                            .map(parent -> new SeenVersion(new Located<>(parent, affiliation), version)));
        }

        @Override
        public Optional<PackageId> packageId(Namespace namespace, PackageName name) {
            requireOpen();
            return shared.seen().find(caller, namespace, name).map(Package::id);
        }
    }
}
