package dev.packhouse.domain.testing;

import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.Optional;

/** Packages: one to start from, and the same with one property changed. */
public final class Packages {

    /** When every package here was published. */
    public static final Instant PUBLISHED = Instant.parse("2020-05-19T22:19:11Z");

    private Packages() {}

    /** Number 197 of this owner and type: private, unlinked, with three versions, all tagged and never downloaded. */
    public static Package of(Account owner, PackageType type) {
        return Package.published(
                new PackageId(197),
                new Namespace(owner, type),
                name(type),
                Visibility.PRIVATE,
                VersionCounts.of(3, 3, 0),
                PUBLISHED);
    }

    /** Such a container package of octo-org. */
    public static Package container() {
        return of(Accounts.OCTO_ORG, PackageType.CONTAINER);
    }

    /** Number 198, such a container package as well, which has the name of {@link #container} after that is deleted. */
    public static Package successor() {
        Package first = container();
        return Package.published(
                new PackageId(198),
                first.namespace(),
                first.name(),
                first.visibility(),
                first.versions(),
                first.createdAt());
    }

    /** A name that every type but maven has for it, and maven's relative. */
    public static PackageName name(PackageType type) {
        return new PackageName(type, type == PackageType.MAVEN ? "com.example.app" : "app");
    }

    /** The same, visible to others. */
    public static Package visible(Package subject, Visibility visibility) {
        return copy(subject, visibility, subject.repository(), subject.inheritsAccess(), subject.versions());
    }

    /** The same, linked to a repository and inheriting its roles. */
    public static Package inheriting(Package subject, Repository repository) {
        return copy(subject, subject.visibility(), Optional.of(repository), true, subject.versions());
    }

    /** The same, linked to a repository for show only. */
    public static Package linked(Package subject, Repository repository) {
        return copy(subject, subject.visibility(), Optional.of(repository), false, subject.versions());
    }

    /** The same, with other versions. */
    public static Package counting(Package subject, VersionCounts versions) {
        return copy(subject, subject.visibility(), subject.repository(), subject.inheritsAccess(), versions);
    }

    /** The same, deleted at this instant. */
    public static Package deleted(Package subject, Instant at) {
        return new Package(
                subject.id(),
                subject.namespace(),
                subject.name(),
                subject.visibility(),
                subject.repository(),
                subject.inheritsAccess(),
                subject.versions(),
                subject.createdAt(),
                subject.updatedAt(),
                Optional.of(Tombstone.at(at)));
    }

    private static Package copy(
            Package subject,
            Visibility visibility,
            Optional<Repository> repository,
            boolean inheritsAccess,
            VersionCounts versions) {
        return new Package(
                subject.id(),
                subject.namespace(),
                subject.name(),
                visibility,
                repository,
                inheritsAccess,
                versions,
                subject.createdAt(),
                subject.updatedAt(),
                subject.tombstone());
    }
}
