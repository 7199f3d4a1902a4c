package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Set;

/** The entry point of the process. */
public final class Main {

    private static final String PROXY_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    /** Commands that print all that they do: their log would say it again. */
    private static final Set<String> PRINTING = Set.of("cleanup", "package", "version");

    private Main() {}

    /** Runs one command and exits with its code: 0 for success, 1 for a failure, 2 for invalid arguments. */
    public static void main(String[] args) {
        setProperties();
        if (args.length > 0 && PRINTING.contains(args[0])) {
            System.setProperty("packhouse.log.level", "warn");
        }
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        int exitCode = new Packhouse(
                        new Console(out, err, System.getenv(), InstantSource.system(), Terminal::ofProcess))
                .run(args);
        out.flush();
        System.exit(exitCode);
    }

    /** Sets the properties of libraries that have to be set before their classes are loaded. */
    static void setProperties() {
        // Without it the JDK's HTTP client sends no user and password to a proxy for HTTPS. Read once, by the first
        // client.
        if (System.getProperty(PROXY_SCHEMES) == null) {
            System.setProperty(PROXY_SCHEMES, "");
        }
    }
}
