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
 * A server that speaks HTTP/2 over TLS, with a certificate of its own, and lets a fake answer. It can break a stream or a
 * connection when the fake has answered already.
 */
final class Http2Front implements AutoCloseable {

    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "transfer-encoding", "content-length");

    private record Planned(Predicate<RecordedRequest> when, SocketEffect effect) {}

    /** Answers as the fake does; what is to happen instead of an answer, the server asks for before it reads the request. */
    private final class Answers extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return answer(request);
        }

        @Override
        public MockResponse peek() {
            return instead();
        }
    }

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .build();
    private final MockWebServer server = new MockWebServer();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FakeGitHub fake;
    private final List<RecordedRequest> requests = new ArrayList<>();
    private Optional<Planned> planned = Optional.empty();
    private Optional<SocketEffect> next = Optional.empty();
    private Optional<Settings> streams = Optional.empty();

    Http2Front(FakeGitHub fake) {
        this.fake = fake;
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.setDispatcher(new Answers());
        try {
            server.start(InetAddress.getByName("localhost"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "https://localhost:" + server.getPort();
    }

    /** Trusts this server, and nobody else. */
    SSLContext trust() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build()
                .sslContext();
    }

    /** Lets this happen instead of an answer to the request that follows the next one of this kind. */
    synchronized void planAfter(Predicate<RecordedRequest> when, SocketEffect effect) {
        planned = Optional.of(new Planned(when, effect));
    }

    private synchronized MockResponse instead() {
        MockResponse.Builder response = new MockResponse.Builder();
        next.ifPresent(response::onResponseStart);
        next = Optional.empty();
        return response.build();
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized Set<Integer> connections() {
        return requests.stream().map(RecordedRequest::getConnectionIndex).collect(Collectors.toSet());
    }

    private MockResponse answer(RecordedRequest request) throws InterruptedException {
        note(request);
        HttpResponse<byte[]> answer;
        try {
            answer = client.send(forwarded(request), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            return new MockResponse.Builder().code(502).build();
        }
        MockResponse.Builder response = new MockResponse.Builder().code(answer.statusCode());
        response.clearHeaders();
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                values.forEach(value -> response.addHeader(name, value));
            }
        });
        if (answer.statusCode() != 204 && answer.statusCode() != 304) {
            response.body(new Buffer().write(answer.body()));
        }
        settings().ifPresent(response::settings);
        return response.build();
    }

    private synchronized Optional<Settings> settings() {
        return streams;
    }

    /** Lets a connection have no more requests under way than this, from its first answer on. */
    synchronized void allowStreams(int most) {
        streams = Optional.of(new Settings().set(Settings.MAX_CONCURRENT_STREAMS, most));
    }

    private synchronized void note(RecordedRequest request) {
        requests.add(request);
        if (planned.isPresent() && planned.get().when().test(request)) {
            next = Optional.of(planned.get().effect());
            planned = Optional.empty();
        }
    }

    private HttpRequest forwarded(RecordedRequest request) {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(URI.create(fake.url() + request.getTarget()))
                .method(request.getMethod(), BodyPublishers.noBody());
        request.getHeaders().forEach(header -> {
            if (!header.getFirst().startsWith(":") && !OF_THE_CONNECTION.contains(header.getFirst())) {
                forwarded.header(header.getFirst(), header.getSecond());
            }
        });
        return forwarded.build();
    }

    @Override
    public void close() {
        server.close();
    }
}
