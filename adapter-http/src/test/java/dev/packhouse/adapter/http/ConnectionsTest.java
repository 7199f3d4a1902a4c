package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.http.HttpSettings.Limits;
import dev.packhouse.adapter.http.attack.RawConnection;
import dev.packhouse.adapter.http.connection.ConnectionLimits;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that hold connections, do not read, or send invalid requests do not affect other clients. */
@EndToEnd
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionsTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long PLENTY = 1L << 30;
    private static final int SMALL_RECEIVE_BUFFER = 4 << 10;

    private static final String USER = RawConnection.request("GET", "/user", SampleState.ADMIN);
    /** Its response has two megabytes, which do not fit into the buffers between server and client. */
    private static final String LARGE =
            RawConnection.request("GET", "/orgs/octo-org/packages/npm/large/versions?per_page=100", SampleState.ADMIN);

    private InterceptedBackend backend;
    private RunningServer server;

    private void start(int permits, ConnectionLimits connections) {
        Limits limits = new Limits(permits, 1_000, LONG, 1 << 20, 16 << 10, connections, Duration.ofSeconds(5));
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
        PackageSeed large = PackageSeed.of(500, "octo-org", PackageType.NPM, "large")
                .with(IntStream.range(0, 100)
                        .mapToObj(i -> VersionSeed.of(PackageType.NPM, 5_000 + i, "1.0." + i)
                                .license("MIT")
                                .description("x".repeat(20_000)))
                        .toArray(VersionSeed[]::new));
        server = RunningServer.with(settings, SampleState.seed().add(large).state(), behind -> {
            backend = new InterceptedBackend(behind);
            return backend;
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private RawConnection connect() throws IOException {
        return new RawConnection(address());
    }

    private static int status(RawConnection connection, String request) throws IOException {
        connection.send(request);
        return connection.read().status();
    }

    @Test
    void aNewConnectionReplacesTheOneThatHasWaitedTheLongest() throws IOException {
        start(4, new ConnectionLimits(2, PLENTY, LONG, LONG));
        try (RawConnection first = connect();
                RawConnection second = connect()) {
            while (server.connections() < 2) {
                Thread.onSpinWait();
            }
            // Both are open, and the second has waited longer once the first has had a response.
            assertThat(status(first, USER)).isEqualTo(200);
            try (RawConnection third = connect()) {
                assertThat(status(third, USER)).isEqualTo(200);
                assertThat(status(first, USER)).isEqualTo(200);
                assertThatThrownBy(() -> status(second, USER)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aConnectionWithARunningRequestIsNotClosed() throws Exception {
        start(4, new ConnectionLimits(1, PLENTY, LONG, LONG));
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        backend.beforeReading(() -> {
            arrived.countDown();
            await(release);
        });
        try (RawConnection running = connect()) {
            running.send(USER);
            arrived.await();
            for (int i = 0; i < 3; i++) {
                try (RawConnection other = connect()) {
                    assertThat(status(other, RawConnection.request("GET", "/_packhouse/health", SampleState.ADMIN)))
                            .isEqualTo(200);
                }
            }
            release.countDown();
            assertThat(running.read().status()).isEqualTo(200);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Jetty alone would wait for a second each time. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closingDoesNotWaitForIdleClients() throws IOException {
        start(4, new ConnectionLimits(100, PLENTY, LONG, LONG));
        for (int i = 0; i < 12; i++) {
            try (RawConnection silent = connect();
                    RawConnection kept = connect();
                    RawConnection begun = connect()) {
                assertThat(status(kept, USER)).isEqualTo(200);
                begun.send("GET /user HTTP/1.1\r\nHost: x\r\n");
                server.closeHttp();
                silent.readToTheEnd();
                kept.readToTheEnd();
            }
            server.close();
            start(4, new ConnectionLimits(100, PLENTY, LONG, LONG));
        }
    }

    @Test
    void closingClosesIdleConnectionsWhileRequestsRun() throws Exception {
        start(4, new ConnectionLimits(100, PLENTY, LONG, LONG));
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RawConnection idle = connect();
                RawConnection receiving = new RawConnection(address(), SMALL_RECEIVE_BUFFER);
                RawConnection running = connect()) {
            assertThat(status(idle, USER)).isEqualTo(200);
            receiving.send(LARGE);
            while (server.unsentBytes() < 1_000_000) {
                Thread.onSpinWait();
            }
            backend.beforeReading(() -> {
                arrived.countDown();
                await(release);
            });
            running.send(USER);
            arrived.await();
            Thread closing = new Thread(server::closeHttp);
            closing.start();

            idle.readToTheEnd();
            assertThat(receiving.read().body()).hasSizeGreaterThan(2_000_000);
            receiving.readToTheEnd();
            assertThat(closing.isAlive()).isTrue();
            release.countDown();
            assertThat(running.read().head()).startsWith("HTTP/1.1 200 ").contains("\nConnection: close\n");
            closing.join();
        }
    }

    @Test
    void clientsThatDoNotReadHoldNoPermit() throws IOException {
        start(1, new ConnectionLimits(100, PLENTY, LONG, LONG));
        RawConnection[] unread = new RawConnection[30];
        for (int i = 0; i < unread.length; i++) {
            unread[i] = new RawConnection(address(), SMALL_RECEIVE_BUFFER);
            unread[i].send(LARGE + LARGE);
        }
        try (RawConnection other = connect()) {
            for (int i = 0; i < 100; i++) {
                assertThat(status(other, USER)).isEqualTo(200);
            }
        }
        for (RawConnection each : unread) {
            assertThat(each.read().body()).hasSizeGreaterThan(2_000_000);
            assertThat(each.read().status()).isEqualTo(200);
            each.close();
        }
    }

    @Test
    void aConnectionHoldsOneResponseAtATime() throws IOException {
        start(4, new ConnectionLimits(100, PLENTY, LONG, LONG));
        AtomicInteger processed = new AtomicInteger();
        backend.beforeReading(processed::incrementAndGet);
        try (RawConnection unread = new RawConnection(address(), SMALL_RECEIVE_BUFFER);
                RawConnection other = connect()) {
            unread.send(LARGE.repeat(10));
            while (server.unsentBytes() == 0) {
                Thread.onSpinWait();
            }
            int before = processed.get();
            for (int i = 0; i < 50; i++) {
                assertThat(status(other, RawConnection.request("GET", "/_packhouse/health", SampleState.ADMIN)))
                        .isEqualTo(200);
            }
            assertThat(processed.get()).isEqualTo(before);
            for (int i = 0; i < 10; i++) {
                assertThat(unread.read().status()).isEqualTo(200);
            }
            assertThat(processed.get()).isGreaterThan(before);
        }
    }

    @Test
    void aResponseThatIsNotReadInTimeClosesItsConnection() throws IOException {
        start(4, new ConnectionLimits(100, PLENTY, Duration.ofMillis(200), LONG));
        try (RawConnection slow = new RawConnection(address(), SMALL_RECEIVE_BUFFER);
                RawConnection other = connect()) {
            assertThat(status(other, USER)).isEqualTo(200);
            slow.send(LARGE);
            // Nothing is read until the server closes the connection; the idle connection stays open.
            while (server.connections() > 1) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(slow::read).isInstanceOf(IOException.class);
            assertThat(status(other, USER)).isEqualTo(200);
        }
    }

    @Test
    void tooManyUnreadBytesCloseTheConnectionThatHasWaitedTheLongest() throws IOException {
        start(4, new ConnectionLimits(100, 5_000_000, LONG, LONG));
        RawConnection[] unread = new RawConnection[3];
        for (int i = 0; i < unread.length; i++) {
            unread[i] = new RawConnection(address(), SMALL_RECEIVE_BUFFER);
        }
        while (server.connections() < unread.length) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < unread.length; i++) {
            int responses = i + 1;
            unread[i].send(LARGE);
            while (server.connections() == unread.length && server.unsentBytes() < 2_000_000L * responses) {
                Thread.onSpinWait();
            }
        }
        while (server.connections() == unread.length) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(unread[0]::read).isInstanceOf(IOException.class);
        for (RawConnection each : new RawConnection[] {unread[1], unread[2]}) {
            assertThat(each.read().status()).isEqualTo(200);
            each.close();
        }
        unread[0].close();
        while (server.unsentBytes() > 0) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a%00b HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\n\r\n",
                "TRACE /%2e%2e//user HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\n\r\n",
                "GET /zen HTTP/9.9\r\nHost: x\r\nUser-Agent: x\r\n\r\n",
                "GET /zen HTTP/1.1\r\nHost: x\r\nbro ken: x\r\n\r\n",
                "DELETE /user/packages/npm/x HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\nContent-Length: 9999\r\n\r\nx",
                "DELETE /user/packages/npm/x HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na",
                "DELETE /user/packages/npm/x HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\nTransfer-Encoding: chunked\r\n\r\nzz",
                "DELETE /user/packages/npm/x HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\nContent-Length: 9999999\r\n\r\n"
            })
    void aResponseBeforeTheConnectionClosesHasConnectionClose(String request) throws IOException {
        start(4, new ConnectionLimits(100, PLENTY, LONG, LONG));
        try (RawConnection connection = connect()) {
            connection.send(request);
            assertThat(connection.read().head()).containsOnlyOnce("\nConnection: close\n");
            connection.readToTheEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /zen HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\n\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\n\r\n",
                "DELETE /user/packages/npm/x HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\nContent-Length: 3\r\n\r\nabc"
            })
    void allOtherConnectionsStayOpen(String request) throws IOException {
        start(4, new ConnectionLimits(100, PLENTY, LONG, LONG));
        try (RawConnection connection = connect()) {
            connection.send(request + request);
            String first = connection.read().head();
            assertThat(first).doesNotContain("Connection:");
            assertThat(connection.read().head().lines().findFirst())
                    .isEqualTo(first.lines().findFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /zen\r\n\r\n",
                "GET /zen HTTP/0.9\r\n\r\n",
                "GET /zen HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /zen HTTP/2.0\r\nHost: x\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void anUnsupportedHttpVersionIsABadRequest(String request) {
        start(4, new ConnectionLimits(100, PLENTY, LONG, LONG));
        assertThat(RawClient.send(server.port(), request))
                .hasToString("400 {\"message\":\"Bad Request\",\"documentation_url\":"
                        + "\"https://docs.github.com/rest\",\"status\":\"400\"}");
    }
}
