package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.adapter.http.cli.console.Console;
import picocli.CommandLine.Option;

/** A command that changes packages or versions. */
abstract class ChangeCommand extends TargetCommand {

    @Option(
            names = "--dry-run",
            fallbackValue = "true",
            description = "Decide and show, and change nothing. With --server, only show what would be sent.")
    private boolean dryRun;

    ChangeCommand(Console console, TargetOpener targets) {
        super(console, targets);
    }

    @Override
    final boolean isDryRun() {
        return dryRun;
    }
}
