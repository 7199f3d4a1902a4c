package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;

/** The entry point of the process. */
public final class Main {

    private Main() {}

    /** Runs one command and exits with its code: 0 for success, 1 for a failure, 2 for invalid arguments. */
    public static void main(String[] args) {
        // Without it Jetty reads the value, which is the spacing of a queue in memory, from JMX. Starting JMX takes as
        // long as starting Jetty.
        System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        int exitCode = new Packhouse(new Console(out, err, System.getenv(), InstantSource.system())).run(args);
        out.flush();
        System.exit(exitCode);
    }
}
