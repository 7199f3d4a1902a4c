package dev.packhouse.application.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy on a free port, which opens tunnels only ({@code CONNECT}). Every tunnel leads to this machine: the port
 * is the requested one, and the host counts for nothing. It can refuse in the ways of proxies.
 */
public final class ConnectProxy implements AutoCloseable {

    /**
     * A request for a tunnel.
     *
     * @param target the requested host and port
     * @param authorization the header {@code Proxy-Authorization}
     */
    public record Request(String target, Optional<String> authorization) {}

    private enum Behaviour {
        CONNECTS,
        REFUSES,
        CLOSES,
        STALLS
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Request> requests = new ArrayList<>();
    private Behaviour behaviour = Behaviour.CONNECTS;
    private int refusal;
    private Optional<String> demanded = Optional.empty();

    /** Starts the proxy. */
    public ConnectProxy() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::acceptAll);
    }

    /** The host and the port of the proxy. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Refuses tunnels with 407, unless the user and the password, separated by a colon, are these. */
    public synchronized void demand(String credentials) {
        demanded = Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
    }

    /** Refuses tunnels with this status from now on. */
    public synchronized void refuse(int status) {
        behaviour = Behaviour.REFUSES;
        refusal = status;
    }

    /** Closes the connection in place of an answer from now on. */
    public synchronized void closeWithoutAnswer() {
        behaviour = Behaviour.CLOSES;
    }

    /** Never answers from now on. */
    public synchronized void stall() {
        behaviour = Behaviour.STALLS;
    }

    /** Opens tunnels again. */
    public synchronized void connect() {
        behaviour = Behaviour.CONNECTS;
    }

    /** The requests for tunnels so far. */
    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Request request = read(client.getInputStream());
            switch (behaviourFor(request)) {
                case CONNECTS -> tunnel(client, request);
                case REFUSES -> refuse(client);
                case CLOSES -> {}
                case STALLS -> closed.await();
            }
        } catch (IOException e) {
            // One of the two sides has closed its connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the head of a request. */
    private static Request read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The client has closed the connection");
            }
            head.append((char) next);
        }
        List<String> lines = head.toString().lines().toList();
        if (!lines.get(0).matches("CONNECT \\S+ HTTP/1.1")) {
            throw new IllegalStateException("Not for a tunnel: " + lines.get(0));
        }
        return new Request(
                lines.get(0).replaceAll("^CONNECT | HTTP/1.1$", ""),
                lines.stream()
                        .filter(line -> line.regionMatches(true, 0, "Proxy-Authorization:", 0, 20))
                        .map(line -> line.substring(20).strip())
                        .findFirst());
    }

    private synchronized Behaviour behaviourFor(Request request) {
        requests.add(request);
        if (demanded.isPresent() && !demanded.equals(request.authorization())) {
            refusal = 407;
            return Behaviour.REFUSES;
        }
        return behaviour;
    }

    private void refuse(Socket client) throws IOException {
        int status;
        synchronized (this) {
            status = refusal;
        }
        String page = "<html>The proxy refuses</html>";
        String response = """
                HTTP/1.1 %d Refused\r
                Proxy-Authenticate: Basic realm="proxy"\r
                Content-Type: text/html\r
                Content-Length: %d\r
                \r
                %s""".formatted(status, page.length(), page);
        client.getOutputStream().write(response.getBytes(ISO_8859_1));
        client.getOutputStream().flush();
    }

    private void tunnel(Socket client, Request request) throws IOException, InterruptedException {
        int port = Integer.parseInt(request.target().replaceFirst(".*:", ""));
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(ISO_8859_1));
            client.getOutputStream().flush();
            CountDownLatch ended = new CountDownLatch(1);
            threads.execute(() -> copy(client, target, ended));
            threads.execute(() -> copy(target, client, ended));
            ended.await();
        }
    }

    private static void copy(Socket from, Socket to, CountDownLatch ended) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other direction has ended.
        } finally {
            ended.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
