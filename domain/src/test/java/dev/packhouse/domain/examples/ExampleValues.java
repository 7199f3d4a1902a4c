package dev.packhouse.domain.examples;

import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** How the values of the examples are made: by their constructors, from what a service knows. */
final class ExampleValues {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    static final User MONALISA =
            new User(new AccountId(1001), new Login("monalisa"), Optional.of("Mona Lisa"), false, NOW, NOW);
    static final Organization OCTO_ORG = new Organization(
            new AccountId(2001), new Login("octo-org"), Optional.empty(), Optional.empty(), false, NOW, NOW);

    private ExampleValues() {}

    static Principal tokenOfMonalisa(Scope... scopes) {
        return new Principal.ClassicToken(MONALISA, Scopes.of(scopes), Set.of(), Optional.empty());
    }

    static Package npmPackage(String name, Visibility visibility, VersionCounts versions) {
        return Package.published(
                new PackageId(197),
                new Namespace(OCTO_ORG, PackageType.NPM),
                new PackageName(PackageType.NPM, name),
                visibility,
                versions,
                NOW);
    }

    static PackageVersion version(long id, String name, long downloads) {
        return PackageVersion.published(
                new VersionId(id),
                new PackageId(197),
                new VersionName(PackageType.NPM, name),
                List.of(),
                OptionalLong.of(downloads),
                NOW);
    }
}
