package dev.packhouse.application.service;

import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.SeenVersions;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A session that passes every call on, and remembers which package a decision is about: the first one that is looked up. So
 * the audit trail names the package of a refused change too, of which an outcome has only the reason.
 */
final class ObservedSession implements ReadSession, Packages {

    private final WriteSession session;
    private boolean lookedUp;
    private Optional<PackageId> packageId = Optional.empty();

    ObservedSession(WriteSession session) {
        this.session = session;
    }

    /** The id of the first package that was looked up; empty if it was not found, or has no known id. */
    Optional<PackageId> packageId() {
        return packageId;
    }

    private void observe(Optional<PackageId> found) {
        if (!lookedUp) {
            packageId = found;
        }
        lookedUp = true;
    }

    private static Optional<PackageId> id(DeletedPackage found) {
        return found instanceof DeletedPackage.Known known
                ? Optional.of(known.value().id())
                : Optional.empty();
    }

    /** As {@link WriteSession#seenVersions}. */
    Optional<SeenVersions> seenVersions() {
        return session.seenVersions().map(ObservedVersions::new);
    }

    private final class ObservedVersions implements SeenVersions {

        private final SeenVersions seen;

        private ObservedVersions(SeenVersions seen) {
            this.seen = seen;
        }

        @Override
        public Optional<SeenVersion> find(Namespace namespace, PackageName name, VersionId id, State state) {
            observe(seen.packageId(namespace, name));
            return seen.find(namespace, name, id, state);
        }

        @Override
        public Optional<PackageId> packageId(Namespace namespace, PackageName name) {
            return seen.packageId(namespace, name);
        }
    }

    @Override
    public Accounts accounts() {
        return session.accounts();
    }

    @Override
    public Packages packages() {
        return this;
    }

    @Override
    public Optional<Located<WithSource<Package>>> active(Namespace namespace, PackageName name) {
        Optional<Located<WithSource<Package>>> found = session.packages().active(namespace, name);
        observe(found.map(located -> located.subject().value().id()));
        return found;
    }

    @Override
    public Optional<Located<WithSource<Package>>> parent(Namespace namespace, PackageName name) {
        return session.packages().parent(namespace, name);
    }

    @Override
    public Optional<Located<DeletedPackage>> lastDeleted(Namespace namespace, PackageName name) {
        Optional<Located<DeletedPackage>> found = session.packages().lastDeleted(namespace, name);
        observe(found.flatMap(located -> id(located.subject())));
        return found;
    }

    @Override
    public Optional<Located<DeletedPackage>> deleted(Namespace namespace, PackageName name, PackageId id) {
        Optional<Located<DeletedPackage>> found = session.packages().deleted(namespace, name, id);
        observe(found.flatMap(located -> id(located.subject())));
        return found;
    }

    @Override
    public Page<WithSource<Package>> list(PackageQuery query) {
        return session.packages().list(query);
    }

    @Override
    public List<WithSource<Package>> dockerConflicts(Account owner) {
        return session.packages().dockerConflicts(owner);
    }

    @Override
    public Optional<WithSource<PackageVersion>> version(Package parent, VersionId id, State state) {
        return session.packages().version(parent, id, state);
    }

    @Override
    public Optional<VersionId> activeVersion(Package parent, VersionName name) {
        return session.packages().activeVersion(parent, name);
    }

    @Override
    public Set<Tag> movedTags(Package parent, PackageVersion deleted) {
        return session.packages().movedTags(parent, deleted);
    }

    @Override
    public Page<WithSource<PackageVersion>> versions(VersionQuery query) {
        return session.packages().versions(query);
    }
}
