package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A container registry with manifests only, which gives tokens for itself in exchange for the token of a caller. */
final class ManifestRegistry implements AutoCloseable {

    private static final String REGISTRY_TOKEN = "registry-token";

    private final HttpServer server;
    private final String password;
    private final Map<String, String> manifests = new ConcurrentHashMap<>();
    private final List<String> reads = new CopyOnWriteArrayList<>();

    /** Starts a registry for a caller with this token. */
    ManifestRegistry(String password) {
        this.password = password;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/token", this::token);
        server.createContext("/v2/", this::manifest);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds a manifest, and returns its digest. */
    String add(String manifest) {
        String digest = "sha256:" + Hashing.sha256().hashString(manifest, UTF_8);
        manifests.put(digest, manifest);
        return digest;
    }

    /** The paths of the manifests that were read. */
    List<String> reads() {
        return List.copyOf(reads);
    }

    private void token(HttpExchange exchange) throws IOException {
        String credentials = exchange.getRequestHeaders().getFirst("Authorization");
        boolean known = credentials != null
                && new String(Base64.getDecoder().decode(credentials.substring("Basic ".length())), UTF_8)
                        .endsWith(":" + password);
        answer(exchange, known ? 200 : 401, "{\"token\":\"%s\"}".formatted(REGISTRY_TOKEN));
    }

    private void manifest(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!("Bearer " + REGISTRY_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders()
                    .set(
                            "WWW-Authenticate",
                            "Bearer realm=\"%s/token\",service=\"test\",scope=\"repository:octo-org/app:pull\""
                                    .formatted(url()));
            answer(exchange, 401, "{}");
            return;
        }
        reads.add(path);
        String found = manifests.get(path.substring(path.lastIndexOf('/') + 1));
        answer(exchange, found == null ? 404 : 200, found == null ? "{}" : found);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
