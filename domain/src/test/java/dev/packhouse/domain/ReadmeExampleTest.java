package dev.packhouse.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.RegistryRules;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
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
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The use of the module on its own, as in the README, which quotes the marked lines literally. */
class ReadmeExampleTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final User monalisa =
            new User(new AccountId(1001), new Login("monalisa"), Optional.of("Mona Lisa"), false, NOW, NOW);
    private final Organization octoOrg = new Organization(
            new AccountId(2001), new Login("octo-org"), Optional.empty(), Optional.empty(), false, NOW, NOW);
    private final Principal caller = new Principal.ClassicToken(
            monalisa, Scopes.of(Scope.READ_PACKAGES, Scope.DELETE_PACKAGES), Set.of(), Optional.empty());
    private final PackageVersion version = PackageVersion.published(
            new VersionId(836), new VersionName(PackageType.NPM, "1.0.0"), List.of(), OptionalLong.of(5_001), NOW);

    private Package app(Visibility visibility) {
        return Package.published(
                new PackageId(197),
                new Namespace(octoOrg, PackageType.NPM),
                new PackageName(PackageType.NPM, "app"),
                visibility,
                VersionCounts.of(2, 0, 5_001),
                NOW);
    }

    private String ask(Package app) {
        Instant now = Instant.now();
        // tag::readme-example
        AccessPolicy access = new AccessPolicy(RegistryRules.CURRENT);
        DeletionPolicy deletion = new DeletionPolicy(access);
        Affiliation affiliation = new Affiliation.Known(Membership.MEMBER, Role.ADMIN, Role.NONE);
        Outcome<Change.VersionDeleted> outcome = deletion.deleteVersion(caller, affiliation, app, version, now);
        String answer = outcome.fold(change -> "yes", refusal -> "no: " + refusal.explanation());
        // end::readme-example
        return answer;
    }

    @Test
    void aVersionOfAPublicPackageWithManyDownloadsIsNotDeletable() {
        assertThat(ask(app(Visibility.PUBLIC)))
                .isEqualTo("no: Publicly visible package versions with more than 5000 downloads cannot be deleted."
                        + " Contact GitHub support for further assistance.");
    }

    @Test
    void aVersionOfAPrivatePackageWithManyDownloadsIsDeletable() {
        assertThat(ask(app(Visibility.PRIVATE))).isEqualTo("yes");
    }
}
