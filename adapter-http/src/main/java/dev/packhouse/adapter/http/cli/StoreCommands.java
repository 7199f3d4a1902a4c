package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.application.api.Administration;
import java.util.List;
import picocli.CommandLine.Command;

/** Maintains a data directory. */
@Command(
        name = "store",
        description = "Look after a data directory.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class StoreCommands {

    /** Checks the stored data. */
    @Command(name = "check", description = "Read everything that a data directory holds, and print what is damaged.")
    static final class Check extends StoreCommand {

        private static final int SHOWN = 100;

        Check(Console console) {
            super(console);
        }

        @Override
        void run(Administration administration) {
            List<String> problems = administration.check();
            if (problems.isEmpty()) {
                console().printLine("ok: pages and indexes, references, rows, counts, tags and numbers");
                return;
            }
            problems.stream().limit(SHOWN).forEach(console()::printLine);
            if (problems.size() > SHOWN) {
                console().printLine("and %d more".formatted(problems.size() - SHOWN));
            }
            throw new CommandException(
                    "The store is damaged (problems: %d): restore it from a backup".formatted(problems.size()));
        }
    }
}
