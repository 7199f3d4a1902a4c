package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packhouse.adapter.http.cli.console.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program that serves the demo, uses the server with the commands on packages, and ends: all in one process, so that
 * Java can record which classes a start and the first requests need. It takes nothing from the environment.
 */
public final class Training {

    private static final String LISTENING = "Listening on ";

    private static final List<String> COMMANDS = List.of(
            "package list --owner octo-org",
            "package show --owner octo-org --type npm octo-utils",
            "version list --owner octo-org --type npm --name octo-utils --json",
            "version delete --owner octo-org --type npm --name octo-utils --yes 3002",
            "version restore --owner octo-org --type npm --name octo-utils 3002");

    private Training() {}

    /**
     * Runs the training.
     *
     * @param arguments a directory, into which the native library of the SQLite driver is copied
     */
    public static void main(String[] arguments) {
        int exitCode = 1;
        try {
            train(Path.of(arguments[0]));
            exitCode = 0;
        } catch (IOException e) {
            System.err.println("The training failed: " + e);
        } finally {
            System.exit(exitCode); // the server runs on otherwise
        }
    }

    private static void train(Path libraries) throws IOException {
        Main.setProperties();
        PipedInputStream output = new PipedInputStream();
        PrintStream pipe = new PrintStream(new PipedOutputStream(output), true, UTF_8);
        Thread server = new Thread(() -> run(pipe, Map.of(), "serve", "--demo", "--port", "0"), "training");
        server.start();
        String first = new BufferedReader(new InputStreamReader(output, UTF_8)).readLine();
        String base = first.substring(LISTENING.length());
        for (String command : COMMANDS) {
            run(
                    new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
                    Map.of("GH_TOKEN", "ghp_demoMonalisa"),
                    (command + " --server " + base).split(" "));
        }
        copyLibrary(libraries);
    }

    private static int run(PrintStream out, Map<String, String> environment, String... arguments) {
        return new Packhouse(new Console(out, out, environment, InstantSource.system())).run(arguments);
    }

    /** The driver has unpacked its library into the directory of temporary files, and deletes it there at the end. */
    private static void copyLibrary(Path target) throws IOException {
        String name = System.mapLibraryName("sqlitejdbc");
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(name)).toList()) {
                Path library = Files.copy(file, target.resolve(name));
                library.toFile().setExecutable(true);
            }
        }
    }
}
