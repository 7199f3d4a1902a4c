package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.spi.BackendProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that works on a data directory while no server uses it. */
@Command(mixinStandardHelpOptions = true)
abstract class StoreCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DataDirectory.DEFAULT,
            description = "Data directory, which no server may be running on (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = Backends.DEFAULT,
            description = "Backend that keeps the data in it (default: ${DEFAULT-VALUE}).")
    private String backend;

    private final Console console;

    StoreCommand(Console console) {
        this.console = console;
    }

    Console console() {
        return console;
    }

    @Override
    public Integer call() {
        BackendProvider provider = Backends.local("--backend", backend);
        requireDirectory(data);
        CommandWiring.<Void>administer(provider, data, console.clock(), administration -> {
            run(administration);
            return null;
        });
        return 0;
    }

    /**
     * Checks that a data directory exists.
     *
     * @throws CommandException if it does not
     */
    static void requireDirectory(Path data) {
        if (!Files.isDirectory(data)) {
            throw new CommandException(
                    "There is no data directory '%s': name it with --data, or make one with 'packhouse serve --data DIR --state FILE'"
                            .formatted(data));
        }
    }

    abstract void run(Administration administration);
}
