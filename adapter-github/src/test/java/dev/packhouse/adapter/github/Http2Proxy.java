package dev.packhouse.adapter.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.internal.http2.Settings;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;

/**
 * A server for HTTP/2 and HTTP/1.1 over TLS, with a certificate of its own, that forwards requests to a fake GitHub. It
 * can break a connection after the fake has responded.
 */
final class Http2Proxy implements AutoCloseable {

    /** A host name of this server that only a proxy can resolve. */
    static final String NAME = "github.test";

    private static final Set<String> CONNECTION_HEADERS =
            Set.of("connection", "host", "transfer-encoding", "content-length");

    private record Planned(Predicate<RecordedRequest> when, SocketEffect effect) {}

    private final class Responses extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return forward(request);
        }
    }

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName(NAME)
            .build();
    private final MockWebServer server = new MockWebServer();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FakeGitHub fake;
    private final List<RecordedRequest> requests = new ArrayList<>();
    private Optional<Planned> planned = Optional.empty();
    private Optional<Settings> streams = Optional.empty();

    Http2Proxy(FakeGitHub fake) {
        this.fake = fake;
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.setDispatcher(new Responses());
        try {
            server.start(InetAddress.getByName("localhost"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "https://localhost:" + server.getPort();
    }

    /** Returns the address with the name that only a proxy can resolve. */
    String urlBehindProxy() {
        return "https://" + NAME + ":" + server.getPort();
    }

    /** Returns the certificate in PEM format. */
    String pem() {
        return certificate.certificatePem();
    }

    /** Returns a context that trusts this server only. */
    SSLContext trust() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build()
                .sslContext();
    }

    /** Applies an effect instead of the response to the next request of this kind, after the fake has responded. */
    synchronized void planInstead(Predicate<RecordedRequest> when, SocketEffect effect) {
        planned = Optional.of(new Planned(when, effect));
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized Set<Integer> connections() {
        return requests.stream().map(RecordedRequest::getConnectionIndex).collect(Collectors.toSet());
    }

    private MockResponse forward(RecordedRequest request) throws InterruptedException {
        Optional<SocketEffect> instead = record(request);
        HttpResponse<byte[]> forwarded;
        try {
            forwarded = client.send(forwarded(request), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            return new MockResponse.Builder().code(502).build();
        }
        MockResponse.Builder response = new MockResponse.Builder().code(forwarded.statusCode());
        response.clearHeaders();
        forwarded.headers().map().forEach((name, values) -> {
            if (!CONNECTION_HEADERS.contains(name)) {
                values.forEach(value -> response.addHeader(name, value));
            }
        });
        if (forwarded.statusCode() != 204 && forwarded.statusCode() != 304) {
            response.body(new Buffer().write(forwarded.body()));
        }
        settings().ifPresent(response::settings);
        instead.ifPresent(response::onResponseStart);
        return response.build();
    }

    private synchronized Optional<Settings> settings() {
        return streams;
    }

    /** Limits the requests in flight on a connection, from its first response on. */
    synchronized void allowStreams(int most) {
        streams = Optional.of(new Settings().set(Settings.MAX_CONCURRENT_STREAMS, most));
    }

    /** Records a request. Returns the effect that replaces its response. */
    private synchronized Optional<SocketEffect> record(RecordedRequest request) {
        requests.add(request);
        if (planned.isEmpty() || !planned.get().when().test(request)) {
            return Optional.empty();
        }
        SocketEffect effect = planned.get().effect();
        planned = Optional.empty();
        return Optional.of(effect);
    }

    private HttpRequest forwarded(RecordedRequest request) {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(URI.create(fake.url() + request.getTarget()))
                .method(request.getMethod(), BodyPublishers.noBody());
        request.getHeaders().forEach(header -> {
            String name = header.getFirst().toLowerCase(Locale.ROOT);
            if (!name.startsWith(":") && !CONNECTION_HEADERS.contains(name)) {
                forwarded.header(name, header.getSecond());
            }
        });
        return forwarded.build();
    }

    @Override
    public void close() {
        server.close();
    }
}
