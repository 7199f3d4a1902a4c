package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose own store is damaged or lost while it runs. */
class DamagedStoreTest {

    private static final long SEED = 20261126;
    private static final int ROUNDS = 30;
    private static final String APP = "/orgs/octo-org/packages/container/app";

    @TempDir
    private Path temporary;

    private Path data(String name) {
        return temporary.resolve(name);
    }

    private static Backend sqlite(Path data) {
        return LiveRegistry.sqlite(data, Rules.GITHUB, new MutableClock(RunningServer.NOW));
    }

    private static RunningServer serve(Backend backend) {
        return RunningServer.on(
                Registry.of(backend),
                RunningServer.settings(),
                new MutableClock(RunningServer.NOW),
                UnaryOperator.identity());
    }

    private static ClientResponse health(RunningServer server) {
        return server.request("GET", "/_packhouse/health").send();
    }

    private static ClientResponse delete(RunningServer server, String path) {
        return server.request("DELETE", path).token(SampleState.ADMIN).send();
    }

    @Test
    void changesFailAndHealthIsUnavailableWithoutTheDataDirectory() throws IOException {
        Backend backend = sqlite(data("lost"));
        backend.store().orElseThrow().add(SampleState.state());
        try (RunningServer server = serve(backend)) {
            assertThat(delete(server, APP + "/versions/837").status()).isEqualTo(204);
            Files.move(data("lost"), data("elsewhere"));

            assertThat(delete(server, APP).status()).isEqualTo(503);
            ClientResponse health = health(server);
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.toString())
                    .contains("the log of the server says why")
                    .doesNotContain("packhouse.db");
            assertThat(server.get(APP, SampleState.ADMIN).status()).isEqualTo(200);

            Files.move(data("elsewhere"), data("lost"));
            assertThat(health(server).status()).isEqualTo(200);
            assertThat(delete(server, APP).status()).isEqualTo(204);
        }
    }

    /** Changes a few bytes that are not zero, because most of the file is empty. */
    private static void flip(Path file, byte[] whole, Random random) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (int flips = 1 + random.nextInt(8); flips > 0; ) {
                int position = random.nextInt(whole.length);
                if (whole[position] != 0) {
                    bytes.seek(position);
                    bytes.write(whole[position] ^ (1 + random.nextInt(255)));
                    flips--;
                }
            }
        }
    }

    private static List<ClientResponse> sendAllKindsOfRequests(RunningServer server) {
        return List.of(
                server.get("/user", SampleState.ADMIN),
                server.get("/orgs/octo-org/packages?package_type=container", SampleState.ADMIN),
                server.get("/orgs/octo-org/packages?package_type=container&state=deleted", SampleState.ADMIN),
                server.get(APP, SampleState.MEMBER),
                server.get(APP + "/versions", SampleState.MEMBER),
                server.get(APP + "/versions?state=deleted", SampleState.ADMIN),
                server.get(APP + "/versions/836", SampleState.WORKFLOW),
                server.get("/orgs/octo-org/docker/conflicts", SampleState.ADMIN),
                delete(server, APP + "/versions/837"),
                server.request("POST", APP + "/versions/838/restore")
                        .token(SampleState.ADMIN)
                        .send(),
                server.request("POST", "/orgs/octo-org/packages/container/gone/restore")
                        .token(SampleState.ADMIN)
                        .send(),
                delete(server, "/orgs/octo-org/packages/container/open"),
                delete(server, APP));
    }

    @Test
    void flippedBytesCauseNoInternalError() throws IOException {
        try (Backend backend = sqlite(data("whole"))) {
            backend.store().orElseThrow().add(SampleState.state());
        }
        byte[] whole = Files.readAllBytes(data("whole").resolve("packhouse.db"));
        Random random = new Random(SEED);
        int unavailable = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path file = Files.createDirectory(data("round" + round)).resolve("packhouse.db");
            Files.write(file, whole);
            try (RunningServer server = serve(sqlite(file.getParent()))) {
                flip(file, whole, random);
                List<ClientResponse> responses = sendAllKindsOfRequests(server);
                assertThat(responses).as("round %d", round).noneMatch(response -> response.status() == 500);
                if (responses.stream().anyMatch(response -> response.status() == 503)) {
                    unavailable++;
                    assertThat(health(server).status()).isIn(200, 503);
                }
            }
        }
        assertThat(unavailable).isPositive();
    }
}
