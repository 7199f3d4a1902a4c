package dev.packhouse.adapter.http.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short forms of the attacks, on the built jar with a small heap; {@link Attack} has the long ones. */
class AttackIT {

    /** The long forms have a target of a second. A server without protection does not respond for ten. */
    private static final Duration SLOWEST = Duration.ofSeconds(8);

    private static final Duration TIME = Duration.ofSeconds(2);

    private ServerProcess server;
    private URI address;
    private HeldConnections attack;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = ServerProcess.start(
                directory, Map.of(), List.of("-Xmx128m"), "serve", "--demo", "--port", "0", "--rate-limit", "off");
        address = server.address();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        if (attack != null) {
            attack.close();
        }
    }

    @Test
    void manyOpenConnectionsDoNotBlockNewClientsNorTheShutdown() throws IOException {
        attack = HeldConnections.idle(address, 1_200);
        assertNewClientsGetResponses();
        server.terminate();
        assertThat(server.exitCode()).isZero();
    }

    @Test
    void manyUnfinishedRequestsDoNotBlockNewClients() throws IOException {
        attack = HeldConnections.unfinished(address, 2_000);
        // The server may still process them.
        LegitimateClient.watch(address, TIME);
        assertNewClientsGetResponses();
    }

    @Test
    void clientsThatDoNotReadDoNotBlockOthers() throws IOException {
        attack = HeldConnections.unread(address, 100);
        assertNewClientsGetResponses();
    }

    @Test
    void unreadablePathsDisturbNoOtherRequest() throws IOException, InterruptedException {
        assertThat(DisturbedRequests.run(address, 20_000).disturbed()).isEmpty();
    }

    private void assertNewClientsGetResponses() {
        LegitimateClient.Observation seen = LegitimateClient.watch(address, TIME);
        assertThat(seen.onlyOk()).as(seen.toString()).isTrue();
        assertThat(seen.slowest()).isLessThan(SLOWEST);
    }
}
