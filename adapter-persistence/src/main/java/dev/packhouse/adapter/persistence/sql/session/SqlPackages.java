package dev.packhouse.adapter.persistence.sql.session;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.packhouse.adapter.persistence.sql.PackagePageQuery;
import dev.packhouse.adapter.persistence.sql.PackageSql;
import dev.packhouse.adapter.persistence.sql.RoleGrantee;
import dev.packhouse.adapter.persistence.sql.VersionPageQuery;
import dev.packhouse.adapter.persistence.sql.VersionSql;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
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
import dev.packhouse.domain.policy.AccessPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The packages and versions, and the affiliation of the caller with them. */
final class SqlPackages implements Packages {

    private final SessionContext context;
    private final CallerAffiliations affiliations;
    private final AccessPolicy access;

    SqlPackages(SessionContext context, CallerAffiliations affiliations, AccessPolicy access) {
        this.context = context;
        this.affiliations = affiliations;
        this.access = access;
    }

    @Override
    public Optional<Located<WithSource<Package>>> active(Namespace namespace, PackageName name) {
        RoleGrantee grantee = context.grantee();
        return PackageSql.active(context.connection(), namespace, name, grantee)
                .map(row -> new Located<>(WithSource.of(row.value()), affiliation(row)));
    }

    @Override
    public Optional<Located<DeletedPackage>> lastDeleted(Namespace namespace, PackageName name) {
        RoleGrantee grantee = context.grantee();
        return PackageSql.lastDeleted(context.connection(), namespace, name, grantee)
                .map(this::deleted);
    }

    @Override
    public Optional<Located<DeletedPackage>> deleted(Namespace namespace, PackageName name, PackageId id) {
        RoleGrantee grantee = context.grantee();
        return PackageSql.deleted(context.connection(), namespace, name, id, grantee)
                .map(this::deleted);
    }

    private Located<DeletedPackage> deleted(PackageSql.Row row) {
        return new Located<>(new DeletedPackage.Known(row.value()), affiliation(row));
    }

    private Affiliation affiliation(PackageSql.Row row) {
        return affiliations.affiliation(
                row, affiliations.membership(row.value().namespace().owner()));
    }

    @Override
    public Page<WithSource<Package>> list(PackageQuery query) {
        Membership membership = affiliations.membership(query.namespace().owner());
        return new PackagePageQuery(
                        context.connection(), query, access.filter(query.namespace(), membership), context.grantee())
                .page()
                .map(WithSource::of);
    }

    /** Checks each package with the policy: there are few of them, and they are of several types. */
    @Override
    public List<WithSource<Package>> dockerConflicts(Account owner) {
        RoleGrantee grantee = context.grantee();
        Membership membership = affiliations.membership(owner);
        return PackageSql.dockerConflicts(context.connection(), owner, grantee).stream()
                .filter(row -> access.roleOn(row.value(), affiliations.affiliation(row, membership))
                        .orElse(Role.NONE)
                        .includes(Role.READ))
                .map(row -> WithSource.of(row.value()))
                .toList();
    }

    @Override
    public Optional<WithSource<PackageVersion>> version(Package parent, VersionId id, State state) {
        return VersionSql.find(
                        context.connection(), parent.id(), parent.namespace().type(), id)
                .filter(version -> version.state() == state)
                .map(WithSource::of);
    }

    @Override
    public Optional<VersionId> activeVersion(Package parent, VersionName name) {
        return VersionSql.activeId(context.connection(), parent.id(), name);
    }

    @Override
    public Set<Tag> movedTags(Package parent, PackageVersion deleted) {
        return deleted.tags().stream()
                .filter(tag -> VersionSql.versionWithTag(context.connection(), parent.id(), tag)
                        .filter(holder -> !holder.equals(deleted.id()))
                        .isPresent())
                .collect(toUnmodifiableSet());
    }

    @Override
    public Page<WithSource<PackageVersion>> versions(VersionQuery query) {
        return new VersionPageQuery(context.connection(), query).page().map(WithSource::of);
    }
}
