package dev.packhouse.adapter.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class ServerConnectionTest {

    @Test
    void oneThreadAtATimeReadsAConnection() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        ByteArrayEndPoint endPoint = new ByteArrayEndPoint() {
            @Override
            public int fill(ByteBuffer buffer) {
                reads.incrementAndGet();
                reading.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return -1;
            }
        };
        ServerConnection connection =
                new ServerConnection(new HttpConfiguration(), new ServerConnector(new Server()), endPoint);
        Thread first = new Thread(connection::onFillable);
        Thread second = new Thread(connection::onFillable);

        first.start();
        reading.await();
        second.start();
        while (second.getState() == Thread.State.NEW || second.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }

        assertThat(reads.get()).isEqualTo(1);
        assertThat(second.isAlive()).isTrue();
        release.countDown();
        first.join();
        second.join();
    }
}
