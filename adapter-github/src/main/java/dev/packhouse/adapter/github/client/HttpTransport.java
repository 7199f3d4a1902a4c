package dev.packhouse.adapter.github.client;

import com.google.common.base.Suppliers;
import com.google.common.base.Throwables;
import dev.packhouse.adapter.github.client.HttpTransport.NoResponseException.Delivery;
import dev.packhouse.adapter.github.client.connection.HttpProxy;
import dev.packhouse.adapter.github.client.response.RawResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/**
 * Sends one request and waits for its complete response. Follows no redirect, since the JDK's client would send the
 * token to any address that a redirect names. Safe for many threads.
 */
public final class HttpTransport implements AutoCloseable {

    private static final String USER_AGENT = "Packhouse";

    private final Duration timeout;
    private final int bodyLimit;
    private final boolean secure;

    /** The proxy. The client sends the header for it to the proxy only, and never through the tunnel. */
    private final Optional<HttpProxy> proxy;

    private final ExecutorService executor;
    private final HttpClient reads;

    /**
     * Sends changes over HTTP/1.1: over HTTP/2, the client of newer JDKs repeats a request of any method if the server
     * reports that it has not processed it.
     */
    private final Supplier<HttpClient> changes;

    /**
     * Creates a transport.
     *
     * @param endpoint the address that requests go to
     * @param options how to connect, and the timeouts
     * @param bodyLimit how many bytes a response may have
     */
    public HttpTransport(ApiEndpoint endpoint, ClientOptions options, int bodyLimit) {
        this.timeout = options.requestTimeout();
        this.bodyLimit = bodyLimit;
        AtomicLong number = new AtomicLong();
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "github-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.secure = endpoint.isSecure();
        this.proxy = options.connection().proxy().filter(given -> secure);
        this.reads = client(options, secure ? Version.HTTP_2 : Version.HTTP_1_1, options.connectTimeout());
        this.changes = Suppliers.memoize(() -> client(options, Version.HTTP_1_1, options.changeConnectTimeout()));
    }

    private HttpClient client(ClientOptions options, Version version, Duration connectTimeout) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(version)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(executor);
        proxy.map(HttpProxy::selector).ifPresent(builder::proxy);
        options.connection().tls().ifPresent(builder::sslContext);
        return builder.build();
    }

    /** A request has no response, or only a part of one. */
    public static final class NoResponseException extends IOException {

        private static final long serialVersionUID = 1L;

        /** Whether GitHub may have received the request. */
        enum Delivery {
            /** There was no connection: GitHub has not read the request. */
            UNSENT,
            /** GitHub may have read and executed the request. */
            SENT
        }

        private final Delivery delivery;

        NoResponseException(Delivery delivery, String message, Throwable cause) {
            super(message, cause);
            this.delivery = delivery;
        }

        Delivery delivery() {
            return delivery;
        }

        /** Returns whether the response has more bytes than the limit. */
        public boolean isTooLarge() {
            return Throwables.getCausalChain(this).stream().anyMatch(TooLargeException.class::isInstance);
        }
    }

    /**
     * Sends a request. A response of the proxy itself, which refuses to connect, is no response.
     *
     * @param headers the headers, except those of every request
     * @throws NoResponseException if there is no complete response within the request timeout
     */
    public RawResponse send(String method, URI uri, Map<String, String> headers) throws NoResponseException {
        EmptyBody body = new EmptyBody();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, body)
                .timeout(timeout)
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", USER_AGENT);
        headers.forEach(request::header);
        proxy.flatMap(HttpProxy::authorization).ifPresent(value -> request.header("Proxy-Authorization", value));
        HttpResponse<byte[]> response = await(method.equals("GET") ? reads : changes.get(), request.build(), body);
        if (secure && response.sslSession().isEmpty()) {
            // The client returns a 407 of the proxy like a response of the server, which it has not reached.
            throw noResponse(Delivery.UNSENT, explanation(response.statusCode()), null);
        }
        return new RawResponse(response.statusCode(), response.headers(), decompressed(response));
    }

    private HttpResponse<byte[]> await(HttpClient client, HttpRequest request, EmptyBody body)
            throws NoResponseException {
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request, info -> new BoundedBody(bodyLimit));
        try {
            return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw noResponse(delivery(body), "no complete response within %d ms".formatted(timeout.toMillis()), e);
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw noResponse(delivery(body), "the wait was interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw noResponse(delivery(body), why, cause);
        }
    }

    private static Delivery delivery(EmptyBody body) {
        return body.giveUp() ? Delivery.UNSENT : Delivery.SENT;
    }

    private NoResponseException noResponse(Delivery delivery, String why, Throwable cause) {
        String what = delivery == Delivery.SENT
                ? "the response was lost"
                : "no connection"
                        + proxy.map(" through the proxy %s"::formatted).orElse("");
        return new NoResponseException(delivery, "%s (%s)".formatted(what, why), cause);
    }

    private static String explanation(int statusOfProxy) {
        return statusOfProxy == 407
                ? "the proxy answers 407: it demands valid credentials"
                : "the proxy answers %d".formatted(statusOfProxy);
    }

    private byte[] decompressed(HttpResponse<byte[]> response) throws NoResponseException {
        boolean compressed = response.headers()
                .firstValue("content-encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        if (!compressed || response.body().length == 0) {
            return response.body();
        }
        try (GZIPInputStream decompressed = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            byte[] body = decompressed.readNBytes(bodyLimit + 1);
            if (body.length > bodyLimit) {
                throw new TooLargeException(bodyLimit);
            }
            return body;
        } catch (IOException e) {
            throw new NoResponseException(Delivery.SENT, "the response is damaged (%s)".formatted(e.getMessage()), e);
        }
    }

    /** A body has more bytes than the limit. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(int limit) {
            super("The response is larger than %d bytes".formatted(limit));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
