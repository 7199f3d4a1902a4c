package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;

/** Where the process begins. */
public final class Main {

    private Main() {}

    /** Runs one command and ends with its exit code: 0 if it did what it was asked, 1 if it failed, 2 if it was not understood. */
    public static void main(String[] args) {
        // Otherwise Jetty asks JMX, whose start takes as long as Jetty's own. It is a guess of how to space a queue in
        // memory.
        System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        int exitCode = new Packhouse(new Console(out, err, System.getenv(), InstantSource.system())).run(args);
        out.flush();
        System.exit(exitCode);
    }
}
