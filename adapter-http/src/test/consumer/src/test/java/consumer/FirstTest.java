package consumer;

import static consumer.PackageVersions.Deletion.DELETED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.fault.FaultRule;
import dev.packhouse.adapter.http.testing.Packhouse;
import dev.packhouse.adapter.http.testing.junit.PackhouseTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The first example of the documentation. */
class FirstTest {

    private static final String OCTO_UTILS = "/orgs/octo-org/packages/npm/octo-utils";
    private static final Instant IN_2026 = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    @PackhouseTest(state = "state.yaml", clock = "2026-07-01T00:00:00Z")
    void cleansUpAlthoughAResponseIsLost(Packhouse packhouse) throws Exception {
        packhouse.faults().add(FaultRule.on("DELETE", "/orgs/**").nth(1).dropAfter());

        var result = new Cleanup(packhouse.baseUrl(), "ghp_test", OCTO_UTILS).deleteBefore(IN_2026);

        assertThat(result.get(DELETED)).containsExactly("1.1.0");
        assertThat(packhouse.requests()).anyMatch(request -> request.method().equals("GET") && request.status().orElse(0) == 404);
    }
}
