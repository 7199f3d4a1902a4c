package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.HttpTransport.NoResponseException.Delivery;
import dev.packhouse.adapter.github.client.response.RawResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends one request and waits for its complete response. Follows no redirect, since the JDK's client would send the
 * token to any address that a redirect names.
 */
final class HttpTransport implements AutoCloseable {

    static final String ACCEPT = "application/vnd.github+json";
    static final String API_VERSION = "2022-11-28";
    static final String USER_AGENT = "Packhouse";

    private final Duration timeout;
    private final int bodyLimit;
    private final ExecutorService executor;
    private final HttpClient client;

    HttpTransport(ApiEndpoint endpoint, ClientOptions options) {
        this.timeout = options.requestTimeout();
        this.bodyLimit = options.bodyLimit();
        AtomicLong number = new AtomicLong();
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "github-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(endpoint.isSecure() ? Version.HTTP_2 : Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(options.connectTimeout())
                .executor(executor);
        options.tls().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** A request has no response, or only a part of one. */
    static final class NoResponseException extends IOException {

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
    }

    /**
     * Sends a request.
     *
     * @param headers headers in addition to those of every request
     * @throws NoResponseException if there is no complete response within the request timeout
     */
    RawResponse send(String method, URI uri, Caller caller, Map<String, String> headers) throws NoResponseException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.noBody())
                .timeout(timeout)
                .header("Accept", ACCEPT)
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", USER_AGENT)
                .header("X-GitHub-Api-Version", API_VERSION);
        if (!method.equals("GET")) {
            // Over HTTP/2, the client of newer JDKs repeats a request of any method if the server reports that it has
            // not
            // processed it. Over HTTP/1.1 it sends a change once.
            request.version(Version.HTTP_1_1);
        }
        headers.forEach(request::header);
        caller.authorization().ifPresent(value -> request.header("Authorization", value));
        HttpResponse<byte[]> response = await(request.build());
        return new RawResponse(response.statusCode(), response.headers(), decompressed(response));
    }

    private HttpResponse<byte[]> await(HttpRequest request) throws NoResponseException {
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request, info -> new BoundedBody(bodyLimit));
        try {
            return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new NoResponseException(
                    Delivery.SENT, "no complete response within %d ms".formatted(timeout.toMillis()), e);
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoResponseException(Delivery.SENT, "the wait for the response was interrupted", e);
        } catch (ExecutionException e) {
            throw noResponse(e.getCause());
        }
    }

    private static NoResponseException noResponse(Throwable cause) {
        boolean unsent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException
                || cause instanceof UnresolvedAddressException;
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return unsent
                ? new NoResponseException(Delivery.UNSENT, "no connection (%s)".formatted(why), cause)
                : new NoResponseException(Delivery.SENT, "the response was lost (%s)".formatted(why), cause);
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
                throw new NoResponseException(
                        Delivery.SENT, "the response is larger than %d bytes".formatted(bodyLimit), null);
            }
            return body;
        } catch (IOException e) {
            throw new NoResponseException(Delivery.SENT, "the response is damaged (%s)".formatted(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
