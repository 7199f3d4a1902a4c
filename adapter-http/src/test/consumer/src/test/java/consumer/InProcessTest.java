package consumer;

import static consumer.PackageVersions.Deletion.DELETED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.testing.Packhouse;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A server without an extension of JUnit. */
class InProcessTest {

    private static final String OCTO_UTILS = "/orgs/octo-org/packages/npm/octo-utils";

    @Test
    void startsAServerByItself() throws Exception {
        try (Packhouse packhouse = Packhouse.start(options -> options.clock(Instant.parse("2026-01-01T00:00:00Z"))
                .state(world -> world.token("ghp_test", "monalisa")
                        .organization("octo-org")
                        .owner("monalisa")
                        .packageOf(PackageType.NPM, "octo-utils")
                        .version("1.0.0", version -> version.createdAt(Instant.parse("2025-01-01T00:00:00Z")))
                        .version("1.1.0")))) {
            var result = new Cleanup(packhouse.baseUrl(), "ghp_test", OCTO_UTILS)
                    .deleteBefore(Instant.parse("2025-06-01T00:00:00Z"));

            assertThat(result.get(DELETED)).containsExactly("1.0.0");
        }
    }
}
