package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.HttpSettings.Limits;
import dev.packhouse.adapter.http.connection.ConnectionLimits;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of {@link Limits}, tested over HTTP. */
@EndToEnd
@Timeout(60)
class LimitsTest {

    private static final String PATH = "/user";

    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private InterceptedBackend backend;

    @AfterEach
    void stop() throws InterruptedException {
        release.countDown();
        clients.shutdown();
        assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private RunningServer server(Limits limits) {
        HttpSettings settings = new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                false,
                RateLimits.SHOWN,
                Rules.GITHUB,
                false,
                false,
                Optional.empty(),
                limits);
        return RunningServer.with(settings, SampleState.state(), behind -> {
            backend = new InterceptedBackend(behind);
            return backend;
        });
    }

    private static Limits limits(int concurrent, int waiting, Duration longestWait, Duration idle, Duration drain) {
        return new Limits(
                concurrent,
                waiting,
                longestWait,
                1 << 20,
                16 << 10,
                new ConnectionLimits(1_000, 16 << 20, Duration.ofMinutes(1), idle),
                drain);
    }

    /** Blocks every request in the backend until the release. */
    private void blockAfterArrival(CountDownLatch arrivals) {
        backend.beforeReading(() -> {
            arrivals.countDown();
            awaitRelease();
        });
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Future<ClientResponse>> send(RunningServer server, int count) {
        List<Future<ClientResponse>> responses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            responses.add(clients.submit(() -> server.get(PATH, SampleState.ADMIN)));
        }
        return responses;
    }

    @Test
    void tooManyConcurrentRequestsAreRefusedAndTheOthersProcessed() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        try (RunningServer server = server(limits(2, 3, minute, minute, minute))) {
            CountDownLatch arrivals = new CountDownLatch(2);
            blockAfterArrival(arrivals);
            List<Future<ClientResponse>> served = send(server, 2);
            arrivals.await();
            List<Future<ClientResponse>> others = send(server, 10);
            // Refusals are sent at once; waiting requests continue only after the release.
            List<ClientResponse> refused = new ArrayList<>();
            while (refused.size() < 7) {
                refused.clear();
                for (Future<ClientResponse> other : others) {
                    if (other.isDone()) {
                        refused.add(other.get());
                    }
                }
                Thread.onSpinWait();
            }
            for (ClientResponse response : refused) {
                assertThat(response)
                        .hasToString("503 {\"message\":\"Service Unavailable\",\"documentation_url\":"
                                + "\"https://docs.github.com/rest\",\"status\":\"503\"}");
                assertThat(response.header("Retry-After")).isEqualTo("1");
                assertThat(response.header("Server")).isEqualTo("github.com");
            }
            release.countDown();
            for (Future<ClientResponse> response : served) {
                assertThat(response.get().status()).isEqualTo(200);
            }
            int answered = 0;
            for (Future<ClientResponse> response : others) {
                answered += response.get().status() == 200 ? 1 : 0;
            }
            assertThat(answered).isEqualTo(3);
            assertThat(server.get(PATH, SampleState.ADMIN).status()).isEqualTo(200);
        }
    }

    @Test
    void healthNeedsNoPermit() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        try (RunningServer server = server(limits(1, 10, minute, minute, minute))) {
            CountDownLatch arrivals = new CountDownLatch(1);
            blockAfterArrival(arrivals);
            List<Future<ClientResponse>> served = send(server, 1);
            arrivals.await();
            assertThat(server.get("/_packhouse/health", SampleState.ADMIN).status())
                    .isEqualTo(200);
            assertThat(served.get(0).isDone()).isFalse();
            release.countDown();
        }
    }

    @Test
    void aRequestWaitsAtMostTheLongestWait() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        try (RunningServer server = server(limits(1, 10, Duration.ofMillis(50), minute, minute))) {
            CountDownLatch arrivals = new CountDownLatch(1);
            blockAfterArrival(arrivals);
            List<Future<ClientResponse>> served = send(server, 1);
            arrivals.await();
            assertThat(server.get(PATH, SampleState.ADMIN).status()).isEqualTo(503);
            release.countDown();
            assertThat(served.get(0).get().status()).isEqualTo(200);
        }
    }

    @Test
    void closingWaitsForRunningRequests() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        RunningServer server = server(limits(4, 4, minute, minute, minute));
        CountDownLatch arrivals = new CountDownLatch(1);
        blockAfterArrival(arrivals);
        List<Future<ClientResponse>> running = send(server, 1);
        arrivals.await();
        int port = server.port();
        Future<?> closing = clients.submit(server::close);
        while (accepts(port)) {
            Thread.onSpinWait();
        }
        assertThat(closing.isDone()).isFalse();
        release.countDown();
        assertThat(running.get(0).get().status()).isEqualTo(200);
        closing.get();
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void closingWaitsAtMostTheDrainTimeout() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        RunningServer server = server(limits(4, 4, minute, minute, Duration.ofMillis(100)));
        CountDownLatch arrivals = new CountDownLatch(1);
        blockAfterArrival(arrivals);
        Future<?> client = clients.submit(() -> {
            try {
                server.get(PATH, SampleState.ADMIN);
            } catch (AssertionError | RuntimeException e) {
                // The connection breaks, or ends without a response. Both are expected.
                arrivals.getCount();
            }
        });
        arrivals.await();
        server.close();
        assertThat(accepts(server.port())).isFalse();
        release.countDown();
        client.get();
    }

    @Test
    void silentAndSlowClientsAreDisconnected() throws IOException {
        Duration minute = Duration.ofMinutes(1);
        try (RunningServer server = server(limits(4, 4, minute, Duration.ofMillis(100), minute))) {
            for (String start : new String[] {"", "GET /us", "GET /user HTTP/1.1\r\nHost: x\r\nUser-A"}) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.setSoTimeout(RawClient.TIMEOUT_MILLIS);
                    socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
                    String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                    assertThat(response).doesNotContain(" 200 ", "<html");
                }
            }
            assertThat(server.get(PATH, SampleState.ADMIN).status()).isEqualTo(200);
        }
    }

    @Test
    void clientsThatNeverReadDoNotBlockOthers() throws IOException {
        Duration minute = Duration.ofMinutes(1);
        List<Socket> silent = new ArrayList<>();
        try (RunningServer server = server(limits(2, 2, minute, minute, minute))) {
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                silent.add(socket);
                socket.getOutputStream()
                        .write(("GET /user HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\nAuthorization: token "
                                        + SampleState.ADMIN + "\r\n" + (i % 2 == 0 ? "\r\n" : ""))
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThat(server.get("/_packhouse/health", SampleState.ADMIN).status())
                    .isIn(200, 503);
            assertThat(server.get("/versions", SampleState.ADMIN).status()).isIn(200, 503);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void linksRepeatLongQueriesAndUrlsOmitInvalidHosts() {
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            ClientResponse linked = server.get(
                    "/orgs/octo-org/packages/container/app/versions?per_page=1&x=" + "\"".repeat(3_000),
                    SampleState.ADMIN);
            assertThat(linked.status()).isEqualTo(200);
            assertThat(linked.header("Link").length()).isGreaterThan(15_000);

            assertThat(server.request("GET", "/orgs/octo-org/packages/container/app")
                            .token(SampleState.ADMIN)
                            .header("Host", "a".repeat(5_000))
                            .send()
                            .text())
                    .contains("\"url\":\"http://127.0.0.1:")
                    .doesNotContain("aaaaaa");
        }
    }

    @Test
    void hugeHeadsAreRefusedInJson() {
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            ClientResponse header = server.request("GET", PATH)
                    .token(SampleState.ADMIN)
                    .header("X-Junk", "x".repeat(20_000))
                    .send();
            assertThat(header)
                    .hasToString("431 {\"message\":\"Request Header Fields Too Large\",\"documentation_url\":"
                            + "\"https://docs.github.com/rest\",\"status\":\"431\"}");
            assertThat(header.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
            ClientResponse path = server.get("/" + "x".repeat(20_000), SampleState.ADMIN);
            assertThat(path)
                    .hasToString("414 {\"message\":\"URI Too Long\",\"documentation_url\":"
                            + "\"https://docs.github.com/rest\",\"status\":\"414\"}");
            assertThat(server.get("/" + "x".repeat(8_000), SampleState.ADMIN).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void invalidHttpIsRefusedInJson() {
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            for (String request : new String[] {
                "\u0016\u0003\u0001\u0000\r\n\r\n",
                "GET /user HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /user HTTP/1.1\r\nUser-Agent: x\r\n\r\n",
                "GET /user HTTP/1.1\r\nHost: a\r\nbro ken: x\r\n\r\n",
                "GET /user HTTP/1.1\r\nHost: a\r\nContent-Length: abc\r\n\r\n",
                "GET /user HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET  HTTP/1.1\r\nHost: a\r\n\r\n"
            }) {
                ClientResponse response = RawClient.send(server.port(), request);
                assertThat(response.status()).as(request).isBetween(400, 505).isNotEqualTo(500);
                assertThat(ClientResponse.fields(response.json()))
                        .containsExactly("message", "documentation_url", "status");
            }
        }
    }

    @Test
    void bodiesAreLimited() {
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            String restore = "POST /orgs/octo-org/packages/container/gone/restore HTTP/1.1\r\nHost: x\r\n"
                    + "User-Agent: x\r\nConnection: close\r\nAuthorization: token " + SampleState.ADMIN
                    + "\r\nContent-Length: ";
            ClientResponse refused = RawClient.send(server.port(), restore + ((1 << 20) + 1) + "\r\n\r\n");
            assertThat(refused)
                    .hasToString("413 {\"message\":\"Payload Too Large\",\"documentation_url\":"
                            + "\"https://docs.github.com/rest\",\"status\":\"413\"}");
            assertThat(server.get("/orgs/octo-org/packages/container/gone", SampleState.ADMIN)
                            .status())
                    .isEqualTo(404);
            assertThat(RawClient.send(server.port(), restore + (1 << 10) + "\r\n\r\n" + "x".repeat(1 << 10))
                            .status())
                    .isEqualTo(204);
        }
    }
}
