package dev.packhouse.adapter.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests handlers behind a {@link SendingHandler}, with one permit for all of them. */
class SendingHandlerTest {

    private final Server server = new Server();
    private final ServerConnector connector =
            new ServerConnector(server, new ServerConnection.Factory(new HttpConfiguration()));
    private final HttpClient client = HttpClient.newHttpClient();

    private void start(Handler handler) throws Exception {
        QoSHandler permits = new QoSHandler(handler);
        permits.setMaxRequestCount(1);
        permits.setMaxSuspendedRequestCount(0);
        Connections connections =
                new Connections(new ConnectionLimits(10, 1_000_000, Duration.ofMinutes(1), Duration.ofMinutes(1)));
        connector.addEventListener(connections);
        server.addConnector(connector);
        server.setHandler(new SendingHandler(permits, connections));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private String get() throws Exception {
        var response = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + connector.getLocalPort()))
                        .build(),
                BodyHandlers.ofString());
        return response.statusCode() + " " + response.body().lines().findFirst().orElse("");
    }

    private abstract static class Behaviour extends Handler.Abstract {

        abstract boolean process(Response response, Callback callback) throws Exception;

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            return process(response, callback);
        }
    }

    @Test
    void aResponseInPartsKeepsItsOrderAndMayReuseItsBuffer() throws Exception {
        start(new Behaviour() {
            @Override
            boolean process(Response response, Callback callback) {
                ByteBuffer buffer = ByteBuffer.allocate(1);
                for (char part = 'a'; part <= 'z'; part++) {
                    buffer.clear().put((byte) part).flip();
                    response.write(part == 'z', buffer, Callback.NOOP);
                    assertThat(response.isCommitted()).isTrue();
                }
                assertThat(response.hasLastWrite()).isTrue();
                callback.succeeded();
                return true;
            }
        });

        assertThat(get()).isEqualTo("200 abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void aHandlerThatThrowsReleasesItsPermit() throws Exception {
        start(new Behaviour() {
            @Override
            boolean process(Response response, Callback callback) {
                throw new IllegalStateException("A fault");
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(get()).startsWith("500 ");
        }
    }

    @Test
    void aHandlerThatFailsReleasesItsPermit() throws Exception {
        start(new Behaviour() {
            @Override
            boolean process(Response response, Callback callback) {
                callback.failed(new IllegalStateException("A failure"));
                return true;
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(get()).startsWith("500 ");
        }
    }

    @Test
    void anUnhandledRequestReleasesItsPermit() throws Exception {
        start(new Behaviour() {
            @Override
            boolean process(Response response, Callback callback) {
                return false;
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(get()).startsWith("404 ");
        }
    }
}
