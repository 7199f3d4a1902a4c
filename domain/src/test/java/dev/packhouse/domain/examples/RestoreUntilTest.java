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
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may restore what, and until when? */
class RestoreUntilTest {

    private static final Instant DELETED_AT = Instant.parse("2026-11-01T00:00:00Z");

    private final RestorePolicy restoration = new RestorePolicy(Rules.GITHUB);
    private final Principal caller = ExampleValues.tokenOfMonalisa(Scope.READ_PACKAGES, Scope.WRITE_PACKAGES);

    private static Package deleted() {
        return ExampleValues.npmPackage("app", Visibility.PRIVATE, VersionCounts.of(3, 0, 0))
                .withTombstone(Optional.of(Tombstone.at(DELETED_AT)));
    }

    private String restoreAt(Instant now, Affiliation affiliation) {
        return restoration
                .restorePackage(caller, affiliation, new DeletedPackage.Known(deleted()), Optional.empty(), now)
                .fold(change -> "restored", refusal -> refusal.explanation());
    }

    @Test
    void anAdminRestoresWithinThirtyDays() {
        Affiliation owner = Affiliation.of(Membership.OWNER);
        Instant until = Rules.GITHUB.restorableUntil(deleted().tombstone().orElseThrow());

        assertThat(until).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(restoreAt(until, owner)).isEqualTo("restored");
        assertThat(restoreAt(until.plusNanos(1), owner))
                .isEqualTo("Deleted 30 days ago; it could be restored until 2026-12-01T00:00:00Z");
        assertThat(restoreAt(until, Affiliation.of(Membership.MEMBER)))
                .isEqualTo("The caller may not read package 197");
    }
}
