package dev.packhouse.adapter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy in front of a server that adds an unknown field to every object with an id. */
final class UnknownFieldProxy implements AutoCloseable {

    static final String FIELD = "\"oddity\":{\"a\":[1,2.50,1E+2,null,true,\"\u00fc/\"],\"id\":\"x\"},";

    /** Contains an unknown scope. */
    static final String SCOPES = "read:packages, write:oddities";

    static final String EXPIRATION = "2027-05-10 09:05:37 +0200";

    /** The header of a list that omits packages of other organizations. */
    static final String LEFT_OUT = "partial-results; organizations=21955855,20582480";

    private static final List<String> PASSED_ON = List.of("content-type", "link", "etag", "x-oauth-scopes");

    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private URI behind = URI.create("http://127.0.0.1:1");

    UnknownFieldProxy() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::passOn);
    }

    /** Starts in front of a server. Returns the URL of the proxy. */
    URI startBefore(URI address) {
        behind = address;
        server.start();
        return URI.create("http://" + host());
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void passOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(
                                    URI.create(behind + exchange.getRequestURI().toString()))
                            .method(exchange.getRequestMethod(), BodyPublishers.noBody())
                            .header("User-Agent", "odd-proxy")
                            .header("X-Forwarded-Proto", "http")
                            .header("X-Forwarded-Host", host())
                            .header(
                                    "Authorization",
                                    exchange.getRequestHeaders().getFirst("Authorization"))
                            .build(),
                    BodyHandlers.ofString());
            response.headers().map().forEach((name, values) -> {
                if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            String caller = exchange.getRequestHeaders().getFirst("Authorization");
            if (caller.endsWith(SampleState.READ_ONLY)) {
                exchange.getResponseHeaders().remove("X-OAuth-Scopes");
            }
            if (caller.endsWith(SampleState.EXPIRING)) {
                exchange.getResponseHeaders().set("X-OAuth-Scopes", SCOPES);
                exchange.getResponseHeaders().set("github-authentication-token-expiration", EXPIRATION);
                exchange.getResponseHeaders().set("X-GitHub-SSO", LEFT_OUT);
            }
            byte[] body =
                    response.body().replace("{\"id\":", "{" + FIELD + "\"id\":").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
