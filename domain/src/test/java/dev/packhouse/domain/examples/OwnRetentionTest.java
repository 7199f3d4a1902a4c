package dev.packhouse.domain.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.policy.RestorePolicy;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A registry that keeps deleted packages for a week. */
class OwnRetentionTest {

    private static final Instant DELETED_AT = Instant.parse("2026-11-01T00:00:00Z");

    private final RestorePolicy week = new RestorePolicy(Rules.GITHUB.withRetention(Duration.ofDays(7)));

    private String restoreAt(Instant now) {
        Principal caller = ExampleValues.tokenOfMonalisa(Scope.READ_PACKAGES, Scope.WRITE_PACKAGES);
        Package deleted = ExampleValues.npmPackage("app", Visibility.PRIVATE, VersionCounts.of(3, 0, 0))
                .withTombstone(Optional.of(Tombstone.at(DELETED_AT)));
        return week.restorePackage(
                        caller,
                        Affiliation.of(Membership.OWNER),
                        new DeletedPackage.Known(deleted),
                        Optional.empty(),
                        now)
                .fold(change -> "restored", refusal -> refusal.explanation());
    }

    @Test
    void aPackageIsRestoredWithinAWeek() {
        assertThat(restoreAt(Instant.parse("2026-11-08T00:00:00Z"))).isEqualTo("restored");
        assertThat(restoreAt(Instant.parse("2026-11-09T12:00:00Z")))
                .isEqualTo("Deleted 8 days ago; it could be restored until 2026-11-08T00:00:00Z");
    }
}
