package dev.packhouse.adapter.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.DirectoryService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenerTest {

    private static final String REQUEST = String.join(
            "\r\n", "GET /users/monalisa HTTP/1.1", "Host: localhost", "User-Agent: test", "Connection: close", "", "");

    private static HttpSettings settings(String host, int port) {
        return LocalSettings.of(host, port, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB, false);
    }

    private static int port(Listener listener) throws IOException {
        return ((InetSocketAddress) listener.channel().getLocalAddress()).getPort();
    }

    @Test
    void aRequestBeforeTheStartGetsItsResponseAfterIt() throws IOException {
        HttpSettings settings = settings("127.0.0.1", 0);
        try (Listener listener = Listener.open(settings);
                Socket early = new Socket(InetAddress.getLoopbackAddress(), port(listener))) {
            early.getOutputStream().write(REQUEST.getBytes(US_ASCII));
            MutableClock clock = new MutableClock(RunningServer.NOW);
            try (InMemoryBackend backend = InMemoryBackend.of(SampleState.state(), Rules.GITHUB, clock);
                    HttpServer server = HttpServer.start(
                            listener,
                            settings,
                            new AuthenticationService(backend, clock),
                            new CatalogService(backend, Rules.GITHUB, clock),
                            new LifecycleService(backend, Rules.GITHUB, clock, LifecycleService.Mode.APPLY),
                            new DirectoryService(backend),
                            new OwnPaths(backend::health, Optional.empty(), Optional.empty(), Optional.empty()),
                            clock)) {
                assertThat(server.port()).isEqualTo(port(listener));
                assertThat(new String(early.getInputStream().readAllBytes(), US_ASCII))
                        .startsWith("HTTP/1.1 200 ")
                        .contains("\"login\":\"monalisa\"");
            }
            assertThat(listener.channel().isOpen()).as("closed with the server").isFalse();
        }
    }

    @Test
    void anUnresolvableHostIsReportedWithARemedy() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Listener.open(settings("256.1.1.1", 8080)))
                .withMessage(
                        "Cannot listen on 256.1.1.1:8080: the host '256.1.1.1' cannot be resolved; set --host to an"
                                + " address of this machine, such as 127.0.0.1, or to 0.0.0.0 for all of them");
    }

    @Test
    void aPortInUseIsReportedWithARemedy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Listener.open(settings("127.0.0.1", taken.getLocalPort())))
                    .withMessage(
                            "Cannot listen on 127.0.0.1:%d: Address already in use; set --host to an address of this"
                                    + " machine and --port to a free port",
                            taken.getLocalPort());
        }
    }

    /** Uses an address that is reserved for documentation, so that no machine has it. */
    @Test
    void anAddressOfAnotherMachineIsReportedWithARemedy() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Listener.open(settings("192.0.2.1", 0)))
                .withMessageStartingWith("Cannot listen on 192.0.2.1:0: ")
                .withMessageEndingWith("; set --host to an address of this machine and --port to a free port");
    }

    @Test
    void aClosedListenerReleasesItsAddress() throws IOException {
        Listener first = Listener.open(settings("127.0.0.1", 0));
        int port = port(first);

        first.close();
        first.close();

        try (Listener second = Listener.open(settings("127.0.0.1", port))) {
            assertThat(port(second)).isEqualTo(port);
        }
    }
}
