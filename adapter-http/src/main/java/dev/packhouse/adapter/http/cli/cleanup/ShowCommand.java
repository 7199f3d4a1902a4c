package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.planfile.PackageItems.Item;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a plan. */
@Command(
        name = "show",
        description =
                "Show what a plan deletes, and why: a table of its packages, the reasons, and what needs attention.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PLAN", description = "Plan file.")
    private Path plan;

    @ArgGroup
    private Form form = new Form();

    /** One form of the output. */
    static final class Form {

        @Option(names = "--deleted", description = "Show each version that goes as well.")
        private boolean deleted;

        @Option(names = "--items", description = "Show each version as well.")
        private boolean items;

        @Option(names = "--markdown", description = "Write Markdown, for the summary of a workflow.")
        private boolean markdown;

        @Option(names = "--csv", description = "Write each version as comma-separated values.")
        private boolean csv;
    }

    private final Console console;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PlanView view = new PlanView(console);
        return PlanFiles.read(plan, reader -> {
            if (form.csv) {
                view.csv(reader);
            } else if (form.markdown) {
                view.markdown(reader);
            } else {
                view.text(reader, form.items ? item -> true : form.deleted ? Item::deleted : item -> false);
            }
            console.out().flush();
            return 0;
        });
    }
}
