package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Cleans up packages by a policy. */
@Command(
        name = "cleanup",
        description = "Clean up packages by a policy.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class CleanupCommands {

    private CleanupCommands() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine(Console console) {
        return new CommandLine(new CleanupCommands()).addSubcommand(new CheckCommand(console));
    }
}
