package dev.packhouse.adapter.http.benchmark;

import dev.packhouse.adapter.http.testing.Packhouse;
import dev.packhouse.adapter.http.testing.World;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.naming.PackageType;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The program that starts servers in its own process, as a test does, and prints how many milliseconds each step took. The
 * first start in a process loads all classes.
 */
final class InProcessStarts {

    private static final Map<String, String> HEADERS =
            Map.of("User-Agent", "benchmark", "Authorization", "Bearer ghp_test");
    private static final int FURTHER = 10;

    private InProcessStarts() {}

    /** Prints lines of a name and a number. */
    public static void main(String[] arguments) throws IOException {
        long start = System.nanoTime();
        Packhouse first = Packhouse.start(options -> options.state(world(2)));
        try (Connection connection = ask(first)) {
            print("first 200", start);
            for (int sent = 1; sent < 1_000; sent++) {
                connection.send("GET", Candidate.PACKAGE);
            }
            print("with 1,000 requests", start);
            long end = System.nanoTime();
            first.close();
            print("first close", end);
        }
        for (int further = 0; further < FURTHER; further++) {
            start = System.nanoTime();
            Packhouse packhouse = Packhouse.start(options -> options.state(world(2)));
            try (Connection kept = ask(packhouse)) {
                print("further start", start);
                kept.send("GET", Candidate.PACKAGE);
                long end = System.nanoTime();
                packhouse.close();
                print("SIGTERM", end);
            }
        }
        reset("reset", 1_000);
        reset("reset of 10,000", 10_000);
    }

    private static Connection ask(Packhouse packhouse) throws IOException {
        Connection connection = new Connection(URI.create(packhouse.baseUrl()), HEADERS);
        int status = connection.send("GET", Candidate.PACKAGE).status();
        if (status != 200) {
            throw new IOException("%s got status %d".formatted(Candidate.PACKAGE, status));
        }
        return connection;
    }

    /** Each reset undoes a change, of one version. */
    private static void reset(String name, int versions) throws IOException {
        try (Packhouse packhouse = Packhouse.start(options -> options.state(world(versions)));
                Connection connection = ask(packhouse)) {
            for (int reset = 0; reset < FURTHER; reset++) {
                int status = connection
                        .send("DELETE", Candidate.PACKAGE + "/versions/1")
                        .status();
                if (status != 204) {
                    throw new IOException("A version was not deleted: status %d".formatted(status));
                }
                long start = System.nanoTime();
                packhouse.reset();
                print(name, start);
            }
        }
    }

    private static Consumer<World> world(int versions) {
        return world -> {
            world.token("ghp_test", "monalisa", Scope.READ_PACKAGES, Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES);
            var octoUtils = world.organization("octo-org").owner("monalisa").packageOf(PackageType.NPM, "octo-utils");
            for (int number = 1; number <= versions; number++) {
                int id = number;
                octoUtils.version("1.0." + number, version -> version.id(id));
            }
        };
    }

    private static void print(String name, long start) {
        System.out.printf("%s: %s%n", name, 1e3 * Stopwatch.secondsSince(start));
    }
}
