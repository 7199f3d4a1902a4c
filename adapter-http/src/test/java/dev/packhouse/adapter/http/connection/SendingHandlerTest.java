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

/** What the handlers behind it do, with one permit for all of them. */
class SendingHandlerTest {

    private final Server server = new Server();
    private final ServerConnector connector =
            new ServerConnector(server, new ServerConnection.Factory(new HttpConfiguration()));
    private final HttpClient client = HttpClient.newHttpClient();

    private void start(Handler deciding) throws Exception {
        QoSHandler permits = new QoSHandler(deciding);
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

    private String answer() throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + connector.getLocalPort()))
                        .build(),
                BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().lines().findFirst().orElse("");
    }

    private abstract static class Behaviour extends Handler.Abstract {

        abstract boolean decide(Response response, Callback callback) throws Exception;

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            return decide(response, callback);
        }
    }

    @Test
    void anAnswerInPartsComesInItsOrderAndMayUseItsBufferAgain() throws Exception {
        start(new Behaviour() {
            @Override
            boolean decide(Response response, Callback callback) {
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

        assertThat(answer()).isEqualTo("200 abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void aHandlerThatThrowsGivesItsPermitBack() throws Exception {
        start(new Behaviour() {
            @Override
            boolean decide(Response response, Callback callback) {
                throw new IllegalStateException("A fault");
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(answer()).startsWith("500 ");
        }
    }

    @Test
    void aHandlerThatFailsGivesItsPermitBack() throws Exception {
        start(new Behaviour() {
            @Override
            boolean decide(Response response, Callback callback) {
                callback.failed(new IllegalStateException("A failure"));
                return true;
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(answer()).startsWith("500 ");
        }
    }

    @Test
    void aRequestThatNoHandlerWantsGivesItsPermitBack() throws Exception {
        start(new Behaviour() {
            @Override
            boolean decide(Response response, Callback callback) {
                return false;
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(answer()).startsWith("404 ");
        }
    }
}
