package dev.packhouse.domain.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.RegistryRules;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** May this caller delete this version, and if not, why? The README quotes the marked lines. */
class MayThisCallerDeleteThisTest {

    private final Principal caller = ExampleValues.tokenOfMonalisa(Scope.READ_PACKAGES, Scope.DELETE_PACKAGES);
    private final PackageVersion version = ExampleValues.version(836, "1.0.0", 5_001);

    private static Package app(Visibility visibility) {
        return ExampleValues.npmPackage("app", visibility, VersionCounts.of(2, 0, 5_001));
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
