package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Cleans up packages by a policy. */
@Command(
        name = "cleanup",
        description = "Clean up packages by a policy: check the policy, make a plan, and read it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class CleanupCommands {

    private CleanupCommands() {}

    /**
     * The command with its subcommands.
     *
     * @param opener opens the backend on which a cleanup is planned
     */
    public static CommandLine commandLine(Console console, Planning.Opener opener) {
        return new CommandLine(new CleanupCommands())
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new PlanCommand(console, opener).commandLine())
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new WhyCommand(console))
                .addSubcommand(new DiffCommand(console))
                .addSubcommand(new EstimateCommand(console));
    }
}
