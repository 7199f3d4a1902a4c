package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.statefile.StateFile;
import dev.packhouse.adapter.http.wiring.InitialState;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.state.RegistryState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks and writes state files. */
@Command(
        name = "state",
        description = "Check a state file, or write one.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class StateCommands {

    /** Checks a state file. */
    @Command(
            name = "check",
            description = "Read a state file, and print everything that is wrong with it.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "A YAML file, or JSON if its name ends in .json.")
        private Path file;

        private final Console console;

        Check(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            RegistryState state = InitialState.of(file).read(console.clock().instant());
            long versions = state.packages().stream()
                    .mapToLong(entry -> entry.versions().size())
                    .sum();
            console.printLine("%s: %d users, %d organizations, %d repositories, %d packages, %d versions, %d tokens"
                    .formatted(
                            file,
                            state.users().size(),
                            state.organizations().size(),
                            state.repositories().size(),
                            state.packages().size(),
                            versions,
                            state.tokens().size()));
            return 0;
        }
    }

    /** Writes a state file. */
    @Command(
            name = "export",
            description =
                    "Write everything that a data directory holds to standard output, as a state file. Of tokens, hashes.")
    static final class Export extends StoreCommand {

        Export(Console console) {
            super(console);
        }

        @Override
        void run(Administration administration) {
            try {
                StateFile.write(administration.export(), console().out());
            } catch (IOException e) {
                throw new CommandException("Cannot write the state: %s".formatted(e.getMessage()), e);
            }
            // A PrintStream throws no exceptions; checkError returns whether a write failed.
            if (console().out().checkError()) {
                throw new CommandException("Cannot write the state to standard output: is the disk full?");
            }
        }
    }
}
