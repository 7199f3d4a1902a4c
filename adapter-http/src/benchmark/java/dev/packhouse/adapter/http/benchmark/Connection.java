package dev.packhouse.adapter.http.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A persistent connection. It costs much less than a full HTTP client, so that the server dominates the measured time.
 */
final class Connection implements AutoCloseable {

    private static final int LIMIT_SECONDS = 60;

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private final String head;

    Connection(URI base, Map<String, String> headers) throws IOException {
        socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream(), 64 << 10);
        output = new BufferedOutputStream(socket.getOutputStream());
        StringBuilder lines =
                new StringBuilder("Host: ").append(base.getAuthority()).append("\r\n");
        headers.forEach(
                (name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
        head = lines.append("\r\n").toString();
    }

    /**
     * Asks until the status is 200, and returns the connection. Some servers accept no connection before they are ready, some
     * answer something else.
     *
     * @param alive whether there is still a server to wait for
     */
    static Connection whenReady(URI base, Map<String, String> headers, String path, BooleanSupplier alive)
            throws IOException {
        long start = System.nanoTime();
        while (alive.getAsBoolean() && Stopwatch.secondsSince(start) < LIMIT_SECONDS) {
            try {
                Connection connection = new Connection(base, headers);
                if (connection.send("GET", path).status() == 200) {
                    return connection;
                }
                connection.close();
            } catch (ConnectException e) {
                Stopwatch.pause();
            }
        }
        throw new IOException("%s%s is not there".formatted(base, path));
    }

    /**
     * A response.
     *
     * @param headers by their names in lower case
     * @param bytes the length of the body
     */
    record Response(int status, Map<String, String> headers, int bytes) {}

    Response send(String method, String path) throws IOException {
        String length = method.equals("POST") ? "Content-Length: 0\r\n" : "";
        output.write((method + " " + path + " HTTP/1.1\r\n" + length + head).getBytes(ISO_8859_1));
        output.flush();
        int status = Integer.parseInt(line().substring(9, 12));
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (headers.containsKey("transfer-encoding")) {
            return new Response(status, headers, skipChunks());
        }
        int bytes = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        input.skipNBytes(bytes);
        return new Response(status, headers, bytes);
    }

    private int skipChunks() throws IOException {
        int bytes = 0;
        for (int chunk = Integer.parseInt(line(), 16); chunk > 0; chunk = Integer.parseInt(line(), 16)) {
            input.skipNBytes(chunk);
            bytes += chunk;
            line();
        }
        line();
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = input.read(); c != '\n'; c = input.read()) {
            if (c < 0) {
                throw new EOFException("The server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
