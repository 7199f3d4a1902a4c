package dev.packhouse.adapter.http.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Random;

/** A connection that sends bytes unchanged, and reads responses one by one. Used by one thread. */
public final class RawConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final InputStream input;

    public RawConnection(URI server) throws IOException {
        this(server, 0);
    }

    /**
     * Connects.
     *
     * @param receiveBuffer the size of the receive buffer of the system in bytes; 0 for the default
     */
    public RawConnection(URI server, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        input = new BufferedInputStream(socket.getInputStream(), 16 << 10);
    }

    /** A request for a path, with a token. */
    public static String request(String method, String path, String token) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: attack\r\nAuthorization: Bearer "
                + token + "\r\n\r\n";
    }

    public void send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }

    /** Sends the bytes in pieces of random length, each as a separate segment. */
    public void sendInSegments(String request, Random random, int longest) throws IOException {
        byte[] bytes = request.getBytes(ISO_8859_1);
        int length;
        for (int from = 0; from < bytes.length; from += length) {
            length = Math.min(1 + random.nextInt(longest), bytes.length - from);
            socket.getOutputStream().write(bytes, from, length);
        }
    }

    /**
     * A response.
     *
     * @param head the status line and the headers
     */
    public record Response(String head, String body) {

        /** The status code of the status line. */
        public int status() {
            return Integer.parseInt(head.substring(9, 12));
        }
    }

    /** Reads one complete response, which must have a {@code Content-Length}. */
    public Response read() throws IOException {
        StringBuilder head = new StringBuilder();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        byte[] body = input.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The response ended after %d of %d bytes".formatted(body.length, length));
        }
        return new Response(head.toString(), new String(body, ISO_8859_1));
    }

    /** Reads until the server closes the connection. */
    public void readToTheEnd() throws IOException {
        input.transferTo(OutputStream.nullOutputStream());
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = input.read(); c != '\n'; c = input.read()) {
            if (c < 0) {
                throw new EOFException("The connection was closed after '%s'".formatted(line));
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
