package dev.packhouse.adapter.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ChangeResult;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.Precondition;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.testing.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that reads each request and then resets the connection. */
class ConnectionResetTest {

    private final AtomicInteger requests = new AtomicInteger();
    private final MutableClock clock = new MutableClock(GitHubStates.NOW);
    private ServerSocket server;
    private GitHubClient client;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "resets");
        thread.setDaemon(true);
        thread.start();
        client = TestBackends.client("http://127.0.0.1:" + server.getLocalPort(), clock, ClientOptions.DEFAULT);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                if (socket.getInputStream().read() >= 0) {
                    requests.incrementAndGet();
                }
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "POST"})
    void aChangeIsSentOnceAndItsResponseIsLost(String method) {
        ChangeResult attempt = client.change(
                Caller.of(GitHubStates.MONALISA, GitHubStates.NOW),
                method,
                "/user/packages",
                Subject.PACKAGE,
                new Precondition(clock, GitHubStates.NOW, Optional::empty));

        assertThat(attempt).isInstanceOf(ChangeResult.Lost.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void aReadIsRetriedAndThenFails() {
        assertThatThrownBy(() -> client.get(
                        Caller.of(GitHubStates.MONALISA, GitHubStates.NOW),
                        "/user",
                        Subject.OWNER,
                        Freshness.REVALIDATE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("the response was lost");
        assertThat(requests).hasValueGreaterThanOrEqualTo(ClientOptions.DEFAULT.attempts());
    }
}
