package dev.packhouse.adapter.github.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.packhouse.domain.naming.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A fake container registry: it demands a token for each repository, gives tokens for those of callers, and fails in the ways that a
 * test plans.
 */
public final class FakeRegistry implements AutoCloseable {

    static {
        System.setProperty(
                "sun.net.httpserver.nodelay", "true"); // otherwise each response waits 40 ms for an acknowledgement
    }

    /**
     * A received request.
     *
     * @param target the path with the query, as sent
     * @param authorization the header {@code Authorization}
     * @param accept the header {@code Accept}
     */
    public record Request(String method, String target, Optional<String> authorization, Optional<String> accept) {
        @Override
        public String toString() {
            return method + " " + target;
        }
    }

    /**
     * A response.
     *
     * @param status the status; 0 closes the connection without a response
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Response(int status, Map<String, String> headers, byte[] body) {

        static Response of(int status, String... headers) {
            Map<String, String> all = new HashMap<>();
            for (int i = 0; i < headers.length; i += 2) {
                all.put(headers[i], headers[i + 1]);
            }
            return new Response(status, all, new byte[0]);
        }

        static Response json(String body) {
            return new Response(200, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
        }

        static Response closedConnection() {
            return of(0);
        }
    }

    private record Planned(Predicate<Request> when, Response response) {}

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, Response> manifests = new HashMap<>();
    private final Set<String> callers = new HashSet<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Planned> planned = new ArrayList<>();
    private final List<Planned> always = new ArrayList<>();
    private Optional<CountDownLatch> gate = Optional.empty();
    private Predicate<Request> held = any();
    private Optional<String> challenge = Optional.empty();
    private int inFlight;
    private int maxInFlight;
    private int issued;

    /** Starts the registry. */
    public FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 300);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Returns the address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    // Control by tests

    /** Accepts the token of a caller. */
    public synchronized void accept(String secret) {
        callers.add("Basic " + Base64.getEncoder().encodeToString(("x-access-token:" + secret).getBytes(UTF_8)));
    }

    /** Adds a manifest to a repository, and returns its digest. */
    public Digest add(String repository, String mediaType, String body) {
        Digest digest = digestOf(body.getBytes(UTF_8));
        put(repository, digest, mediaType, body.getBytes(UTF_8));
        return digest;
    }

    static Digest digestOf(byte[] body) {
        return new Digest("sha256:" + Hashing.sha256().hashBytes(body));
    }

    /** Adds a manifest, whatever its digest is. */
    synchronized void put(String repository, Digest digest, String mediaType, byte[] body) {
        manifests.put(
                "/v2/%s/manifests/%s".formatted(repository, digest),
                new Response(200, Map.of("Content-Type", mediaType), body));
    }

    /** Plans these responses, in order, for requests of this kind. */
    synchronized void plan(Predicate<Request> when, Response... responses) {
        Arrays.stream(responses).forEach(response -> planned.add(new Planned(when, response)));
    }

    /** Answers all requests of this kind so. */
    synchronized void always(Predicate<Request> when, Response response) {
        always.add(new Planned(when, response));
    }

    /** Answers normally again. */
    synchronized void recover() {
        planned.clear();
        always.clear();
    }

    /** Sends this challenge with each 401. */
    synchronized void challenge(String value) {
        challenge = Optional.of(value);
    }

    /** Makes the tokens invalid that it has given. */
    synchronized void expireTokens() {
        tokens.clear();
    }

    /** Makes requests of this kind wait until the latch is open. */
    synchronized void holdUntil(CountDownLatch latch, Predicate<Request> when) {
        gate = Optional.of(latch);
        held = when;
    }

    /** Returns the requests of this kind, in the order of their arrival. */
    public synchronized List<Request> requests(Predicate<Request> kind) {
        return requests.stream().filter(kind).toList();
    }

    synchronized int inFlight() {
        return inFlight;
    }

    /** Returns the largest number of requests that were in flight at once. */
    synchronized int maxInFlight() {
        return maxInFlight;
    }

    static Predicate<Request> any() {
        return request -> true;
    }

    /** Selects the requests for tokens. */
    public static Predicate<Request> forTokens() {
        return request -> request.target().startsWith("/token");
    }

    /** Selects the requests for manifests that have a token. */
    public static Predicate<Request> forManifests() {
        return request -> request.target().contains("/manifests/")
                && request.authorization().isPresent();
    }

    static Predicate<Request> forManifest(Digest digest) {
        return forManifests().and(request -> request.target().endsWith(digest.value()));
    }

    // Serving

    private void serve(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath() + (query == null ? "" : "?" + query),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")));
        try (exchange) {
            begin(request).ifPresent(FakeRegistry::await);
            send(exchange, response(request));
        } catch (IOException e) {
            // The client has closed the connection.
        } finally {
            end();
        }
    }

    private synchronized Optional<CountDownLatch> begin(Request request) {
        requests.add(request);
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        return gate.filter(latch -> held.test(request));
    }

    private synchronized void end() {
        inFlight--;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        if (response.status() == 0) {
            return;
        }
        response.headers().forEach(exchange.getResponseHeaders()::set);
        int length = response.body().length;
        exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
        if (length > 0) {
            exchange.getResponseBody().write(response.body());
        }
    }

    private synchronized Response response(Request request) {
        for (Planned plan : planned) {
            if (plan.when().test(request)) {
                planned.remove(plan);
                return plan.response();
            }
        }
        for (Planned plan : always) {
            if (plan.when().test(request)) {
                return plan.response();
            }
        }
        return request.target().startsWith("/token") ? token(request) : manifest(request);
    }

    private Response token(Request request) {
        if (request.authorization().filter(callers::contains).isEmpty()) {
            return Response.of(403);
        }
        issued++;
        String token = "issued-" + issued;
        tokens.put("Bearer " + token, request.target().replaceFirst(".*scope=repository:(.*):pull", "$1"));
        return Response.json("{\"token\":\"%s\"}".formatted(token));
    }

    private Response manifest(Request request) {
        String repository = request.target().replaceFirst("^/v2/(.*)/manifests/.*$", "$1");
        if (!repository.equals(tokens.get(request.authorization().orElse("")))) {
            return Response.of(
                    401,
                    "WWW-Authenticate",
                    challenge.orElseGet(
                            () -> "Bearer realm=\"%s/token\",service=\"fake\",scope=\"repository:user/image:pull\""
                                    .formatted(url())));
        }
        return manifests.getOrDefault(request.target(), Response.of(404));
    }
}
