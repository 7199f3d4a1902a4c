package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.fault.FaultRule;
import dev.packhouse.adapter.http.testing.Packhouse;
import dev.packhouse.adapter.http.testing.junit.PackhouseTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@PackhouseTest(state = "state.yaml", clock = "2026-07-01T00:00:00Z")
class FirstTest {
    @Test
    void looksForAVersionWhoseDeletionHadNoResponse(Packhouse packhouse) throws Exception {
        packhouse.faults().add(FaultRule.on("DELETE", "/orgs/**").nth(1).dropAfter());
        var cleanup = new Cleanup(packhouse.baseUrl(), "ghp_test", "/orgs/octo-org/packages/npm/octo-utils");
        cleanup.deleteBefore(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(packhouse.requests().get(2)).hasToString("GET /orgs/octo-org/packages/npm/octo-utils/versions/2 404");
    }
}
