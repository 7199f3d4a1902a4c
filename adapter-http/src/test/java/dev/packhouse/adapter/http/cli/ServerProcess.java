package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar in a process of its own. */
public final class ServerProcess implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long TIMEOUT_SECONDS = 120;

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private ServerProcess(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader(UTF_8);
        this.err = err;
    }

    /**
     * Starts the jar in a directory of its own, which also holds its temporary files.
     *
     * @param environment its {@code PACKHOUSE_} variables; it inherits no others with this prefix
     */
    public static ServerProcess start(Path directory, Map<String, String> environment, String... args) {
        return start(directory, environment, List.of(), args);
    }

    /** Starts the jar with options for the JVM. */
    public static ServerProcess start(
            Path directory, Map<String, String> environment, List<String> jvm, String... args) {
        try {
            Path temporary = Files.createDirectories(directory.resolve("tmp"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + temporary));
            command.addAll(jvm);
            command.addAll(List.of(
                    "-jar",
                    Path.of(System.getProperty("packhouse.jar"))
                            .toAbsolutePath()
                            .toString()));
            command.addAll(List.of(args));
            return run(directory, environment, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a command in a directory.
     *
     * @param environment its {@code PACKHOUSE_} variables, its options for Java, and others; it inherits none of the former
     */
    static ServerProcess run(Path directory, Map<String, String> environment, List<String> command) {
        try {
            Path err = Files.createTempFile(directory, "stderr", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name ->
                            name.startsWith("PACKHOUSE_") || name.matches("_?(JDK_)?JAVA_(TOOL_)?(OPTIONS|OPTS)"));
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start(), err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next line of standard output, and returns it. */
    public String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("The process has ended:\n" + err());
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL in the first line. Waits until the server accepts requests. */
    public URI address() {
        String line = line();
        if (!line.matches("Listening on http://.*:[1-9]\\d*")) {
            throw new IllegalStateException("Unexpected first line: " + line);
        }
        return URI.create(line.substring("Listening on ".length()));
    }

    static HttpResponse<String> send(URI address, String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer ghp_demoMonalisa")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the rest of standard output. */
    public String remainingOut() {
        StringBuilder text = new StringBuilder();
        out.lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** The content of standard error. */
    public String err() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The arguments of the process, as the system shows them. */
    List<String> arguments() {
        return List.of(process.info().arguments().orElseThrow());
    }

    /** Sends SIGTERM. {@link Process#destroy} would also close the streams. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL, and waits for the end of the process. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Waits for the end of the process, and returns its exit code. */
    public int exitCode() {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The process does not end:\n" + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
