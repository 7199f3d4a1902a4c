package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server that gives the planned answers to a request, one after the other, and the last one forever. */
final class ScriptedServer implements AutoCloseable {

    /**
     * An answer.
     *
     * @param status the status; 0 closes the connection without an answer
     */
    record Answer(int status, Map<String, String> headers, String body) {

        static Answer json(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), body);
        }

        static Answer message(int status, String message) {
            return json(status, "{\"message\":\"%s\"}".formatted(message));
        }

        static Answer done() {
            return new Answer(204, Map.of(), "");
        }

        static Answer lost() {
            return new Answer(0, Map.of(), "");
        }

        Answer with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }
    }

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** Starts a server that has the organization octo-org. */
    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        plan("GET /users/octo-org", Answer.json(200, "{\"login\":\"octo-org\",\"type\":\"Organization\"}"));
    }

    ScriptedServer plan(String request, Answer... inOrder) {
        answers.put(request, new ArrayDeque<>(List.of(inOrder)));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The requests so far, without those for the owner. */
    List<String> requests() {
        return requests.stream().filter(request -> !request.contains("/users/")).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(request);
        try (exchange) {
            if (!"Bearer ghp_test".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            Deque<Answer> planned = answers.getOrDefault(request, new ArrayDeque<>());
            Answer answer = planned.size() > 1
                    ? planned.pollFirst()
                    : planned.isEmpty() ? Answer.message(404, "Not Found") : planned.peekFirst();
            if (answer.status() == 0) {
                return;
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
