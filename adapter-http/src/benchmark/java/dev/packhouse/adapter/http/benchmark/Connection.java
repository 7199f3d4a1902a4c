package dev.packhouse.adapter.http.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A persistent connection. It costs much less than a full HTTP client, so that the server dominates the measured time.
 */
final class Connection implements AutoCloseable {

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
        int bytes = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        input.skipNBytes(bytes);
        return new Response(status, headers, bytes);
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
