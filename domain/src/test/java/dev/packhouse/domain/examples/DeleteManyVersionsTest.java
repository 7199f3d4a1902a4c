package dev.packhouse.domain.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.policy.BatchDecision;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What if I delete these? Each decision sees the deletions before it. */
class DeleteManyVersionsTest {

    private final DeletionPolicy deletion = new DeletionPolicy(Rules.GITHUB);

    @Test
    void theLastVersionStays() {
        Principal caller = ExampleValues.tokenOfMonalisa(Scope.READ_PACKAGES, Scope.DELETE_PACKAGES);
        Package app = ExampleValues.npmPackage("app", Visibility.PRIVATE, VersionCounts.of(2, 0, 7));
        List<PackageVersion> versions =
                List.of(ExampleValues.version(1, "1.0.0", 7), ExampleValues.version(2, "2.0.0", 3));

        BatchDecision decision = deletion.deleteVersions(
                caller,
                Affiliation.of(Membership.OWNER),
                app,
                versions,
                List.of(new VersionId(1), new VersionId(2)),
                ExampleValues.NOW);

        assertThat(decision.items())
                .extracting(item -> item.version()
                        + ": "
                        + item.outcome().fold(change -> "can be deleted", refusal -> refusal.explanation()))
                .containsExactly(
                        "1: can be deleted",
                        "2: You cannot delete the last version of a package. You must delete the package instead.");
        assertThat(decision.after().versions()).isEqualTo(VersionCounts.of(1, 0, 3));
    }

    @Test
    void jacksonWritesTheCodeOfARefusal() {
        BatchDecision.Item refused =
                new BatchDecision.Item(new VersionId(2), Outcome.refused(Refusal.of(Refusal.Reason.LAST_VERSION)));

        assertThat(new ObjectMapper().<JsonNode>valueToTree(refused)).hasToString("""
                {"version":{"value":2},"outcome":{"code":"LAST_VERSION","why":{"reason":"LAST_VERSION"}}}""");
        assertThat(new ObjectMapper()
                        .<JsonNode>valueToTree(Outcome.refused(new Refusal.NotReadable(new PackageId(197)))))
                .hasToString("{\"code\":\"NOT_READABLE\",\"why\":{\"id\":{\"value\":197}}}");
    }
}
