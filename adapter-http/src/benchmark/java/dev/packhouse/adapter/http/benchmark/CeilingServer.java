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
 * What Javalin can do at most: answers that were recorded before, found by the path and sent as they are. {@code
 * /plain/NAME} sends them with their type only, {@code /headed/NAME} with all the headers they were recorded with. Threads
 * and connector are the product's; its limits, which cost a little, are not there.
 */
final class CeilingServer {

    private final Map<String, Answer> answers = new HashMap<>();

    private CeilingServer(Path directory, List<String> names) throws IOException {
        for (String name : names) {
            answers.put("/plain/" + name, Answer.read(directory, name, true));
            answers.put("/headed/" + name, Answer.read(directory, name, false));
        }
    }

    /** A recorded answer. */
    @SuppressWarnings("ArrayRecordComponent") // answers are sent, never compared
    record Answer(int status, List<Map.Entry<String, String>> headers, byte[] body) {

        void write(Path directory, String name) throws IOException {
            StringBuilder head = new StringBuilder(Integer.toString(status)).append('\n');
            headers.forEach(header -> head.append(header.getKey())
                    .append(": ")
                    .append(header.getValue())
                    .append('\n'));
            Files.writeString(directory.resolve(name + ".head"), head);
            Files.write(directory.resolve(name + ".body"), body);
        }

        static Answer read(Path directory, String name, boolean plain) throws IOException {
            List<String> head = Files.readAllLines(directory.resolve(name + ".head"));
            return new Answer(
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

    /** Serves what was recorded in a directory. */
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
                    context -> server.answers.get(context.path()).send(context));
        });
        javalin.start();
        System.out.println("Listening on http://127.0.0.1:" + javalin.port());
    }
}
