package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server with TLS in front of a Packhouse that trusts its proxies. It has a certificate that no authority has signed,
 * for a name that only a proxy can resolve.
 */
final class TlsFront implements AutoCloseable {

    private static final String NAME = "github.test";
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Set<String> PASSED_ON =
            Set.of("content-type", "link", "etag", "x-oauth-scopes", "x-github-request-id");

    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpsServer server;
    private final URI behind;
    private final Path certificate;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** Starts in front of a server. Keeps the certificate in a directory. */
    TlsFront(URI behind, Path directory) {
        this.behind = behind;
        this.certificate = directory.resolve("ca.pem");
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(directory)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::passOn);
        server.start();
    }

    private SSLContext context(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + NAME,
                        "-ext",
                        "SAN=dns:" + NAME,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        byte[] encoded = store.getCertificate(store.aliases().nextElement()).getEncoded();
        Files.writeString(
                certificate,
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(encoded)));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    String url() {
        return "https://" + authority();
    }

    /** The host and the port. */
    String authority() {
        return NAME + ":" + server.getAddress().getPort();
    }

    /** The file with the certificate. */
    Path certificate() {
        return certificate;
    }

    /** The methods and paths of the requests so far, each with the names of its headers. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void passOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add("%s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().keySet()));
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind + "" + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), BodyPublishers.noBody())
                    .header("User-Agent", "front")
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Host", authority());
            exchange.getRequestHeaders()
                    .getOrDefault("Authorization", List.of())
                    .forEach(value -> request.header("Authorization", value));
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            response.headers().map().forEach((name, values) -> {
                if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            // Each request opens a tunnel of its own then.
            exchange.getResponseHeaders().set("Connection", "close");
            byte[] body = response.body();
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
