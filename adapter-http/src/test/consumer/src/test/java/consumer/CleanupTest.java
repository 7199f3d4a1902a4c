package consumer;

import static consumer.PackageVersions.Deletion.ALREADY_GONE;
import static consumer.PackageVersions.Deletion.DELETED;
import static consumer.PackageVersions.Deletion.REFUSED;
import static consumer.PackageVersions.Deletion.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.control.RecordedRequest;
import dev.packhouse.adapter.http.fault.FaultRule;
import dev.packhouse.adapter.http.testing.Packhouse;
import dev.packhouse.adapter.http.testing.junit.PackhouseTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@PackhouseTest(state = "octo-utils.yaml", clock = "2026-01-01T00:00:00Z")
class CleanupTest {

    private static final String PACKAGE = "/orgs/octo-org/packages/npm/octo-utils";
    private static final Instant LAST_SUMMER = Instant.parse("2025-07-01T00:00:00Z");
    private static final String A_VERSION = "/orgs/{org}/packages/{type}/{name}/versions/{id}";

    private final Packhouse packhouse;
    private final List<Duration> pauses = new ArrayList<>();
    private final Cleanup cleanup;

    CleanupTest(Packhouse packhouse) {
        this.packhouse = packhouse;
        this.cleanup = new Cleanup(packhouse.baseUrl(), "ghp_test", PACKAGE, pauses::add);
    }

    private List<String> requests() {
        return packhouse.requests().stream()
                .map(request -> request.toString().replace(PACKAGE, ""))
                .toList();
    }

    /** The links from page to page have the number of the owner. */
    private static final String[] ALL_PAGES = {
        "GET /versions?per_page=2 200",
        "GET /organizations/2/packages/npm/octo-utils/versions?per_page=2&page=2 200",
        "GET /organizations/2/packages/npm/octo-utils/versions?per_page=2&page=3 200"
    };

    @Test
    void deletesWhatIsOldAndReportsWhatIsRefused() throws Exception {
        assertThat(cleanup.deleteBefore(LAST_SUMMER))
                .isEqualTo(Map.of(DELETED, List.of("1.2.0", "1.0.0"), REFUSED, List.of("1.1.0")));

        assertThat(requests())
                .startsWith(ALL_PAGES)
                .endsWith("DELETE /versions/3 204", "DELETE /versions/2 400", "DELETE /versions/1 204")
                .hasSize(6);
        assertThat(packhouse.requests()).extracting(RecordedRequest::refusal).contains(Optional.of("TOO_MANY_DOWNLOADS"));
    }

    @Test
    void findsNothingToDoTheSecondTime() throws Exception {
        cleanup.deleteBefore(LAST_SUMMER);

        assertThat(cleanup.deleteBefore(LAST_SUMMER)).isEqualTo(Map.of(REFUSED, List.of("1.1.0")));
    }

    @Nested
    class OnDay30 {
        @BeforeEach
        void clean(Packhouse same) throws Exception {
            assertThat(same).isSameAs(packhouse);
            packhouse.clock().freeze();
            cleanup.deleteBefore(LAST_SUMMER);
            packhouse.clock().advance(Duration.ofDays(30));
        }

        @Test
        void aVersionCanBeRestored() throws Exception {
            assertThat(cleanup.restore(1)).isTrue();
        }

        @Test
        void aMillisecondLaterItIsGone() throws Exception {
            packhouse.clock().advance(Duration.ofMillis(1));

            assertThat(cleanup.restore(1)).isFalse();
            assertThat(packhouse.requests()).last().hasToString("POST " + PACKAGE + "/versions/1/restore 404");
        }
    }

    @Nested
    class WhenTheResponseToADeletionIsLost {
        @Test
        void looksAndDoesNotDeleteAgain() throws Exception {
            packhouse.faults().add(FaultRule.on("DELETE", A_VERSION).nth(1).dropAfter());

            assertThat(cleanup.deleteBefore(LAST_SUMMER)).containsEntry(DELETED, List.of("1.2.0", "1.0.0"));

            assertThat(requests())
                    .containsSubsequence("DELETE /versions/3 without a response", "GET /versions/3 404")
                    .filteredOn(request -> request.startsWith("DELETE /versions/3"))
                    .hasSize(1);
        }

        @Test
        void deletesAgainWhatIsStillThere() throws Exception {
            packhouse.faults().add(FaultRule.on("DELETE", A_VERSION).nth(1).dropBefore());

            assertThat(cleanup.deleteBefore(LAST_SUMMER)).containsEntry(DELETED, List.of("1.2.0", "1.0.0"));

            assertThat(requests())
                    .containsSubsequence(
                            "DELETE /versions/3 without a response", "GET /versions/3 200", "DELETE /versions/3 204");
        }

        @Test
        void saysThatItDoesNotKnow() throws Exception {
            packhouse.faults().add(FaultRule.on("GET", A_VERSION).fail(502));
            packhouse.faults().add(FaultRule.on("DELETE", A_VERSION).dropBefore());

            assertThat(cleanup.deleteBefore(LAST_SUMMER))
                    .isEqualTo(Map.of(UNKNOWN, List.of("1.2.0", "1.1.0", "1.0.0")));
        }
    }

    @Test
    void waitsForASecondaryLimitAsLongAsItSays() throws Exception {
        packhouse.faults().add(FaultRule.on("DELETE", A_VERSION).nth(2, 3).secondaryLimit(Duration.ofSeconds(30)));

        assertThat(cleanup.deleteBefore(LAST_SUMMER)).containsEntry(DELETED, List.of("1.2.0", "1.0.0"));

        assertThat(pauses).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30));
        assertThat(requests())
                .endsWith(
                        "DELETE /versions/3 204",
                        "DELETE /versions/2 403",
                        "DELETE /versions/2 403",
                        "DELETE /versions/2 400",
                        "DELETE /versions/1 204");
    }

    @Test
    void triesAListAgainAfterABadGateway() throws Exception {
        packhouse.faults().add(FaultRule.on("GET", PACKAGE + "/versions").nth(1).fail(502));

        assertThat(cleanup.deleteBefore(LAST_SUMMER)).containsKey(DELETED);

        assertThat(requests()).startsWith("GET /versions?per_page=2 502").contains(ALL_PAGES);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void toleratesAListThatIsNotUpToDate() throws Exception {
        packhouse.faults().add(FaultRule.onAll().stale(Duration.ofMinutes(5)));
        packhouse.clock().freeze();
        cleanup.deleteBefore(LAST_SUMMER);
        packhouse.clearRequests();

        assertThat(cleanup.deleteBefore(LAST_SUMMER))
                .isEqualTo(Map.of(ALREADY_GONE, List.of("1.2.0", "1.0.0"), REFUSED, List.of("1.1.0")));
        packhouse.clock().advance(Duration.ofMinutes(5));
        assertThat(cleanup.deleteBefore(LAST_SUMMER)).isEqualTo(Map.of(REFUSED, List.of("1.1.0")));
    }
}
