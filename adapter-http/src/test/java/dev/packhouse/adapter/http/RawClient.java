package dev.packhouse.adapter.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends requests exactly as they are written, also invalid ones, which other clients would refuse to send. */
final class RawClient {

    static final int TIMEOUT_MILLIS = 20_000;

    private final int port;
    private final String method;
    private final String path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String body = "";

    private RawClient(int port, String method, String path) {
        this.port = port;
        this.method = method;
        this.path = path;
        headers.put("Host", "127.0.0.1:" + port);
        headers.put("User-Agent", "packhouse-tests");
        headers.put("Connection", "close");
    }

    static RawClient request(int port, String method, String path) {
        return new RawClient(port, method, path);
    }

    RawClient token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    RawClient header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    RawClient without(String name) {
        headers.remove(name);
        return this;
    }

    /** Sends a body in UTF-8, with its length. */
    RawClient body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body = new String(bytes, StandardCharsets.ISO_8859_1);
        return header("Content-Length", Integer.toString(bytes.length));
    }

    ClientResponse send() {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return send(port, request.append("\r\n").append(body).toString());
    }

    /** Sends these characters as bytes, and reads until the server closes the connection. */
    static ClientResponse send(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            try (InputStream response = socket.getInputStream()) {
                return ClientResponse.parse(response.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
