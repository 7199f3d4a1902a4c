package dev.packhouse.adapter.http.attack;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Clients that hold connections, and the memory of the server for them. */
final class HeldConnections implements AutoCloseable {

    private static final String WRONG_TOKEN = RawConnection.request("GET", "/user", "ghp_wrong");
    private static final String LIST = RawConnection.request(
            "GET", "/orgs/octo-org/packages/npm/octo-utils/versions?per_page=100", "ghp_demoMonalisa");

    /** Just below the maximum size of a request head. */
    private static final String UNFINISHED = "GET /user HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(15_000);

    private static final int SMALL_RECEIVE_BUFFER = 4 << 10;
    private static final int PIPELINED = 50;

    private final List<RawConnection> connections = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private HeldConnections() {}

    /** Clients that send three requests with a wrong token, read the responses, and keep the connection open. */
    static HeldConnections idle(URI server, int clients) throws IOException {
        HeldConnections held = new HeldConnections();
        for (int i = 0; i < clients; i++) {
            RawConnection connection = held.connect(server, 0);
            for (int request = 0; request < 3; request++) {
                connection.send(WRONG_TOKEN);
                int status = connection.read().status();
                if (status != 401) {
                    throw new IOException("Client %d got status %d".formatted(i, status));
                }
            }
        }
        return held;
    }

    /** Clients that send the beginning of a long request, and keep the connection open. */
    static HeldConnections unfinished(URI server, int clients) throws IOException {
        HeldConnections held = new HeldConnections();
        for (int i = 0; i < clients; i++) {
            held.connect(server, 0).send(UNFINISHED);
        }
        return held;
    }

    /** Clients that send one request after the other, as long as the server accepts them, and read no response. */
    static HeldConnections unread(URI server, int clients) throws IOException {
        HeldConnections held = new HeldConnections();
        for (int i = 0; i < clients; i++) {
            RawConnection connection = held.connect(server, SMALL_RECEIVE_BUFFER);
            Thread thread = new Thread(() -> sendWithoutEnd(connection), "unread-" + i);
            held.threads.add(thread);
            thread.start();
        }
        return held;
    }

    private RawConnection connect(URI server, int receiveBuffer) throws IOException {
        RawConnection connection = new RawConnection(server, receiveBuffer);
        connections.add(connection);
        return connection;
    }

    private static void sendWithoutEnd(RawConnection connection) {
        try {
            while (true) {
                connection.send(LIST.repeat(PIPELINED));
            }
        } catch (SocketException e) {
            // The server, or the end of the attack, has closed the connection.
            return;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
