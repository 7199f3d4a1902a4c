package dev.packhouse.adapter.http.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client of a server under test, with the token of monalisa. */
final class Client {

    static final String TOKEN = "ghp_monalisa";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String baseUrl;

    Client(Packhouse packhouse) {
        this.baseUrl = packhouse.baseUrl();
    }

    HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    HttpResponse<String> send(String method, String path) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), "application/octet-stream");
    }

    HttpResponse<String> send(String method, String path, String body) {
        return send(method, path, HttpRequest.BodyPublishers.ofString(body), "application/json");
    }

    HttpResponse<String> sendYaml(String method, String path, String body) {
        return send(method, path, HttpRequest.BodyPublishers.ofString(body), "application/yaml");
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String contentType) {
        try {
            return trySend(method, path, body, contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request whose response may be lost. */
    HttpResponse<String> trySend(String method, String path) throws IOException {
        return trySend(method, path, HttpRequest.BodyPublishers.noBody(), "application/octet-stream");
    }

    private HttpResponse<String> trySend(String method, String path, HttpRequest.BodyPublisher body, String contentType)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("User-Agent", "test")
                .header("Content-Type", contentType)
                .method(method, body);
        if (!path.startsWith("/_packhouse")) {
            request.header("Authorization", "Bearer " + TOKEN);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
