package dev.packhouse.domain.testing;

import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.Optional;

/** Packages: a default one, and copies with one changed property. */
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

    /** The default container package of octo-org. */
    public static Package container() {
        return of(Accounts.OCTO_ORG, PackageType.CONTAINER);
    }

    /** Number 198: a container package that takes the name of {@link #container} after its deletion. */
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

    /** The name of the default package: the same for all types except maven. */
    public static PackageName name(PackageType type) {
        return new PackageName(type, type == PackageType.MAVEN ? "com.example.app" : "app");
    }

    /** A copy with this name. */
    public static Package named(Package subject, String name) {
        return new Package(
                subject.id(),
                subject.namespace(),
                new PackageName(subject.name().type(), name),
                subject.visibility(),
                subject.repository(),
                subject.inheritsAccess(),
                subject.versions(),
                subject.createdAt(),
                subject.updatedAt(),
                subject.tombstone());
    }

    /** A copy that was deleted at this instant. */
    public static Package deleted(Package subject, Instant at) {
        return subject.withTombstone(Optional.of(Tombstone.at(at)));
    }
}
