package dev.packhouse.adapter.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that is closed because of a limit has no running request, and none begins. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosedConnectionTest {

    private static final HttpConfiguration CONFIGURATION = new HttpConfiguration();
    private static final ServerConnector CONNECTOR = new ServerConnector(new Server());

    private static Connections limitedTo(int open, Duration sendTimeout) {
        return new Connections(new ConnectionLimits(open, 1_000, sendTimeout, Duration.ofMinutes(1)));
    }

    private static ServerConnection connection() {
        return new ServerConnection(CONFIGURATION, CONNECTOR, new ByteArrayEndPoint());
    }

    private static ServerConnection unclosable() {
        return new ServerConnection(CONFIGURATION, CONNECTOR, new ByteArrayEndPoint() {
            @Override
            public void doClose() {
                throw new IllegalStateException("It cannot be closed");
            }
        });
    }

    @Test
    void aRequestOfAConnectionThatIsBeingClosedIsNotProcessed() throws Exception {
        AtomicInteger processed = new AtomicInteger();
        Connections connections = limitedTo(1, Duration.ofMinutes(1));
        Handler processing = new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                processed.incrementAndGet();
                callback.succeeded();
                return true;
            }
        };
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, new ServerConnection.Factory(new HttpConfiguration()));
        connector.addEventListener(connections);
        server.addConnector(connector);
        server.setHandler(new Handler.Wrapper(new SendingHandler(processing, connections)) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                // The request is parsed, and its connection still counts as idle: it is the one to close.
                connections.onOpened(connection());
                return super.handle(request, response, callback);
            }
        });
        server.start();
        try {
            HttpRequest delete = HttpRequest.newBuilder(URI.create("http://localhost:" + connector.getLocalPort()))
                    .DELETE()
                    .build();
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(delete, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        } finally {
            server.stop();
        }
        assertThat(processed).hasValue(0);
    }

    @Test
    void theEndClosesIdleConnectionsAtOnceAndOthersWhenTheirResponseIsSent() {
        Connections connections = limitedTo(9, Duration.ofMinutes(1));
        ServerConnection idle = connection();
        ServerConnection running = connection();
        ServerConnection receiving = connection();
        List.of(idle, running, receiving).forEach(connections::onOpened);
        assertThat(connections.processing(running)).isTrue();
        assertThat(connections.processing(receiving)).isTrue();
        connections.sending(receiving, 100);

        connections.end();

        assertThat(idle.getEndPoint().isOpen()).isFalse();
        assertThat(connections.processing(idle)).isFalse();
        assertThat(running.getEndPoint().isOpen()).isTrue();
        assertThat(receiving.getEndPoint().isOpen()).isTrue();
        ServerConnection accepted = connection();
        connections.onOpened(accepted);
        assertThat(accepted.getEndPoint().isOpen()).isFalse();
        for (ServerConnection each : List.of(running, receiving)) {
            connections.sent(each);
            assertThat(each.getEndPoint().isOpen()).isFalse();
        }
        assertThat(connections.count()).isZero();
    }

    @Test
    void aRequestThatBeginsWhileAnIdleConnectionIsSoughtKeepsItsConnection() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            Connections connections = limitedTo(1, Duration.ofMinutes(1));
            ServerConnection idle = connection();
            connections.onOpened(idle);
            CyclicBarrier together = new CyclicBarrier(2);
            Thread opens = new Thread(() -> {
                await(together);
                connections.onOpened(connection());
            });
            opens.start();
            await(together);
            boolean processes = connections.processing(idle);
            opens.join();
            assertThat(idle.getEndPoint().isOpen()).isEqualTo(processes);
            assertThat(connections.count()).isEqualTo(processes ? 2 : 1);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void unsentBytesAreThoseOfAllPartsOfAResponse() {
        Connections connections = limitedTo(2, Duration.ofMinutes(1));
        ServerConnection connection = connection();
        connections.onOpened(connection);

        connections.sending(connection, 100);
        connections.sending(connection, 50);
        assertThat(connections.unsentBytes()).isEqualTo(150);
        connections.partSent(connection, 100);
        assertThat(connections.unsentBytes()).isEqualTo(50);
        connections.sent(connection);
        assertThat(connections.unsentBytes()).isZero();
    }

    @Test
    void aPartForAClosedConnectionHasNoUnsentBytes() {
        Connections connections = limitedTo(2, Duration.ofMinutes(1));
        ServerConnection connection = connection();
        connections.onOpened(connection);
        connections.sending(connection, 100);
        connections.onClosed(connection);

        connections.sending(connection, 50);

        assertThat(connections.unsentBytes()).isZero();
        assertThat(connections.count()).isZero();
    }

    @Test
    void slowClientsAreSoughtAgainAfterAFailure() {
        Queue<Runnable> scheduled = new ArrayDeque<>();
        Connections connections = limitedTo(3, Duration.ZERO);
        connections.watch(new ScheduledExecutorScheduler() {
            @Override
            public Task schedule(Runnable task, long delay, TimeUnit unit) {
                scheduled.add(task);
                return () -> false;
            }
        });
        ServerConnection faulty = unclosable();
        connections.onOpened(faulty);
        connections.sending(faulty, 1);
        scheduled.remove().run();
        ServerConnection slow = connection();
        connections.onOpened(slow);
        connections.sending(slow, 1);

        scheduled.remove().run();

        assertThat(slow.getEndPoint().isOpen()).isFalse();
    }
}
