package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.spi.Store;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.application.testing.Race;
import dev.packhouse.domain.policy.Rules;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cached response is never returned after a change, and never to another caller. */
class ResponseCacheTest {

    private static final String PACKAGES = "/orgs/octo-org/packages?package_type=container";
    private static final String VERSIONS = "/orgs/octo-org/packages/container/app/versions";
    private static final String VERSION = VERSIONS + "/837";
    private static final int ROUNDS = 60;

    private final MutableClock clock = new MutableClock(RunningServer.NOW);

    /** With a backend that has a data version, in each chain: without one nothing is cached. */
    private final RunningServer server = RunningServer.on(
            Registry.of(InMemoryBackend.of(SampleState.state(), Rules.GITHUB, clock)),
            RunningServer.settings(),
            clock,
            UnaryOperator.identity());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void noRequestAfterAChangeGetsAStaleResponse() {
        AtomicBoolean over = new AtomicBoolean();

        Race.of(4, racer -> {
            if (racer == 0) {
                try {
                    change();
                } finally {
                    over.set(true);
                }
            } else {
                while (!over.get()) {
                    assertThat(shown(racer == 1 ? SampleState.MEMBER : SampleState.ADMIN))
                            .isBetween(1, 2);
                }
            }
            return racer;
        });
    }

    /** The other threads send the same requests meanwhile, so that there is always a recent cache entry. */
    private void change() {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(send("DELETE", VERSION).status()).isEqualTo(204);
            assertThat(List.of(shown(SampleState.ADMIN), shown(SampleState.MEMBER)))
                    .containsExactly(1, 1);
            assertThat(send("POST", VERSION + "/restore").status()).isEqualTo(204);
            assertThat(List.of(shown(SampleState.ADMIN), shown(SampleState.MEMBER)))
                    .containsExactly(2, 2);
        }
    }

    private int shown(String token) {
        return server.get(VERSIONS, token).json().size();
    }

    private ClientResponse send(String method, String path) {
        return server.request(method, path)
                .token(SampleState.ADMIN)
                .header("Content-Length", "0")
                .send();
    }

    @Test
    void noCallerGetsTheResponseOfAnother() {
        List<String> tokens =
                List.of(SampleState.ADMIN, SampleState.MEMBER, SampleState.OUTSIDER, SampleState.READ_ONLY);
        List<Integer> sizes = tokens.stream().map(this::packages).toList();
        assertThat(sizes).containsExactly(3, 2, 1, 3);

        Race.of(8, racer -> {
            for (int round = 0; round < ROUNDS; round++) {
                int caller = (racer + round) % tokens.size();
                assertThat(packages(tokens.get(caller))).isEqualTo(sizes.get(caller));
            }
            return racer;
        });
    }

    private int packages(String token) {
        return server.get(PACKAGES, token).json().size();
    }

    @Test
    void aRevokedTokenIsRefusedDespiteACachedResponse() {
        assertThat(server.get(VERSIONS, SampleState.ADMIN).status()).isEqualTo(200);

        Store store = server.registry().backend().store().orElseThrow();
        store.tokens().forEach(token -> store.revokeToken(token.id()));

        assertThat(server.get(VERSIONS, SampleState.ADMIN).status()).isEqualTo(401);
    }

    @Test
    void anExpiredTokenIsRefusedDespiteACachedResponse() {
        assertThat(server.get("/user/packages?package_type=container", SampleState.EXPIRING)
                        .status())
                .isEqualTo(200);

        server.clock().set(SampleState.EXPIRY);

        assertThat(server.get("/user/packages?package_type=container", SampleState.EXPIRING)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aRequestToAnotherHostNameGetsUrlsWithThatName() {
        assertThat(server.get(VERSIONS, SampleState.ADMIN).text())
                .contains("http://127.0.0.1:" + server.port() + "/orgs/");

        assertThat(server.request("GET", VERSIONS)
                        .token(SampleState.ADMIN)
                        .header("Host", "packages.example")
                        .send()
                        .text())
                .contains("http://packages.example/orgs/")
                .doesNotContain("127.0.0.1");
    }
}
