package dev.packhouse.adapter.http.benchmark;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Measures the maximum throughput of Javalin: a server that finds recorded responses by path and sends them unchanged.
 * {@code /plain/NAME} sends them with their type only, {@code /headed/NAME} with all recorded headers. Threads and
 * connector are those of the product, without its limits, which cost a little.
 */
final class CeilingServer {

    private final Map<String, Recorded> responses = new HashMap<>();

    private CeilingServer(Path directory, List<String> names) throws IOException {
        for (String name : names) {
            responses.put("/plain/" + name, Recorded.read(directory, name, true));
            responses.put("/headed/" + name, Recorded.read(directory, name, false));
        }
    }

    /** A recorded response. */
    @SuppressWarnings("ArrayRecordComponent") // responses are sent, never compared
    record Recorded(int status, List<Map.Entry<String, String>> headers, byte[] body) {

        void write(Path directory, String name) throws IOException {
            StringBuilder head = new StringBuilder(Integer.toString(status)).append('\n');
            headers.forEach(header -> head.append(header.getKey())
                    .append(": ")
                    .append(header.getValue())
                    .append('\n'));
            Files.writeString(directory.resolve(name + ".head"), head);
            Files.write(directory.resolve(name + ".body"), body);
        }

        static Recorded read(Path directory, String name, boolean plain) throws IOException {
            List<String> head = Files.readAllLines(directory.resolve(name + ".head"));
            return new Recorded(
                    Integer.parseInt(head.get(0)),
                    head.stream()
                            .skip(1)
                            .map(line -> line.split(": ?", 2))
                            .map(parts -> Map.entry(parts[0], parts[1]))
                            .filter(header -> !plain || header.getKey().equals("content-type"))
                            .toList(),
                    Files.readAllBytes(directory.resolve(name + ".body")));
        }

        void send(Context context) {
            context.status(status);
            headers.forEach(header -> context.res().addHeader(header.getKey(), header.getValue()));
            if (body.length > 0) {
                context.result(body);
            }
        }
    }

    /** Serves the recorded responses in a directory. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        CeilingServer server;
        try (var files = Files.list(directory)) {
            server = new CeilingServer(
                    directory,
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".head"))
                            .map(name -> name.substring(0, name.length() - ".head".length()))
                            .toList());
        }
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jetty.threadPool = new QueuedThreadPool(80, 16);
            config.jetty.addConnector((jetty, http) -> {
                http.setSendServerVersion(false);
                ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
                connector.setHost("127.0.0.1");
                return connector;
            });
            config.routes.get(
                    "/{kind}/{name}",
                    context -> server.responses.get(context.path()).send(context));
        });
        javalin.start();
        System.out.println("Listening on http://127.0.0.1:" + javalin.port());
    }
}
