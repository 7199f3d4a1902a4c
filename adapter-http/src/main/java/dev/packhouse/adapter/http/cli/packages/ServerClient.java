package dev.packhouse.adapter.http.cli.packages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.cli.proxy.EnvironmentProxy;
import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.domain.access.Credential;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends requests to a server that has GitHub's REST API. Follows no redirect, so that the token goes to the address of the
 * user only. Sends a request again only after a rate limit, of which a server refuses the request unread.
 */
final class ServerClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** For a request to the last byte of its response. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    /** The longest wait for a rate limit. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The wait for a rate limit that names no time. Source: "Rate limits for the REST API". */
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(60);

    /** How often a request waits for a rate limit. */
    private static final int WAITS = 3;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI base;
    private final Credential.Token token;
    private final Console console;
    private final Optional<EnvironmentProxy> proxy;
    private final HttpClient client;

    /**
     * Creates a client.
     *
     * @param base the address of the API, without a slash at the end
     * @param console for the times, and a line about each wait
     */
    ServerClient(URI base, Credential.Token token, Console console) {
        this.base = base;
        this.token = token;
        this.console = console;
        // Over HTTP/2, the client of newer JDKs repeats requests of any method.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT);
        this.proxy = proxy(base, console);
        proxy.map(EnvironmentProxy::selector).ifPresent(builder::proxy);
        this.client = builder.build();
    }

    private static Optional<EnvironmentProxy> proxy(URI base, Console console) {
        try {
            return EnvironmentProxy.of(console.environment(), base);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** The server did not answer a request. */
    static final class NoAnswerException extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean sent;

        NoAnswerException(boolean sent, String message, Throwable cause) {
            super(message, cause);
            this.sent = sent;
        }

        /** Whether the server may have received the request. */
        boolean isSent() {
            return sent;
        }
    }

    /** The server refuses requests because of a rate limit, for longer than the client waits. */
    static final class LimitReachedException extends CommandException {

        private static final long serialVersionUID = 1L;

        LimitReachedException(String message) {
            super(message);
        }
    }

    /**
     * An answer.
     *
     * @param json the body; a missing node if it is no JSON
     */
    record Answer(int status, HttpHeaders headers, JsonNode json) {

        Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        /** The message of GitHub's error format; empty if there is none. */
        Optional<String> message() {
            return Optional.of(ShownFields.text(json, "message")).filter(text -> !text.isEmpty());
        }

        /** The message, or a sentence that there is none. */
        String words() {
            return message().orElse("the answer has no message");
        }

        String code() {
            return "HTTP " + status;
        }

        private boolean isLimit() {
            String words = message().orElse("").toLowerCase(Locale.ROOT);
            return status == 429
                    || (status == 403
                            && (header("retry-after").isPresent()
                                    || words.contains("rate limit")
                                    || words.contains("abuse detection")));
        }

        /** When the server takes requests again. */
        private Instant retryAt(Instant now) {
            Optional<Instant> after = number("retry-after").map(now::plusSeconds);
            if (after.isPresent()) {
                return after.get();
            }
            return header("x-ratelimit-remaining").filter("0"::equals).isPresent()
                    ? number("x-ratelimit-reset").map(Instant::ofEpochSecond).orElse(now.plus(DEFAULT_WAIT))
                    : now.plus(DEFAULT_WAIT);
        }

        /** The number of seconds in a header, at most those of some years. */
        private Optional<Long> number(String name) {
            return header(name).filter(text -> text.matches("[0-9]{1,11}")).map(Long::valueOf);
        }
    }

    URI base() {
        return base;
    }

    /**
     * Sends a request, and waits for a rate limit if it ends within a minute.
     *
     * @param path the path below the address, with its query
     * @throws NoAnswerException if there is no complete answer
     * @throws LimitReachedException if the wait for a rate limit would take longer
     */
    Answer send(String method, String path) throws NoAnswerException {
        for (int waits = 0; ; waits++) {
            Answer answer = sendOnce(method, path);
            if (!answer.isLimit()) {
                return answer;
            }
            waitForLimit(answer, waits);
        }
    }

    private void waitForLimit(Answer answer, int waits) {
        Instant now = console.clock().instant();
        Instant end = answer.retryAt(now);
        Duration wait = Duration.between(now, end);
        if (wait.compareTo(PATIENCE) > 0 || waits >= WAITS) {
            throw new LimitReachedException("%s (%s): the server takes requests again at %s"
                    .formatted(answer.words(), answer.code(), end.truncatedTo(ChronoUnit.SECONDS)));
        }
        long seconds = Math.max(1, wait.toSeconds());
        console.printError("%s (%s): waiting %d seconds".formatted(answer.words(), answer.code(), seconds));
        try {
            Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LimitReachedException("The wait for the rate limit was interrupted");
        }
    }

    private Answer sendOnce(String method, String path) throws NoAnswerException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", "application/vnd.github+json")
                .header("Authorization", "Bearer " + token.secret())
                .header("User-Agent", "Packhouse")
                .header("X-GitHub-Api-Version", ApiVersion.V2022.label());
        // The JDK's client sends it to the proxy only.
        proxy.flatMap(EnvironmentProxy::authorization).ifPresent(value -> request.header("Proxy-Authorization", value));
        HttpResponse<byte[]> response =
                await(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        if (proxy.isPresent() && response.sslSession().isEmpty()) {
            // The JDK's client returns a 407 of the proxy like a response of the server, which it has not reached.
            throw unsent("the proxy answers " + response.statusCode(), null);
        }
        return new Answer(response.statusCode(), response.headers(), json(response.body()));
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> response) throws NoAnswerException {
        try {
            return response.get(REQUEST_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new NoAnswerException(
                    true, "%s has not answered within %d seconds".formatted(base, REQUEST_TIMEOUT.toSeconds()), e);
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswerException(true, "The wait for %s was interrupted".formatted(base), e);
        } catch (ExecutionException e) {
            throw noAnswer(e.getCause());
        }
    }

    private NoAnswerException noAnswer(Throwable cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        boolean unsent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException
                || cause instanceof UnresolvedAddressException
                || (proxy.isPresent() && why.startsWith("Tunnel failed"));
        return unsent
                ? unsent(why, cause)
                : new NoAnswerException(true, "The answer of %s was lost (%s)".formatted(base, why), cause);
    }

    private NoAnswerException unsent(String why, Throwable cause) {
        String through = proxy.map(given -> " through the proxy " + given).orElse("");
        return new NoAnswerException(false, "Cannot connect to %s%s (%s)".formatted(base, through, why), cause);
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
