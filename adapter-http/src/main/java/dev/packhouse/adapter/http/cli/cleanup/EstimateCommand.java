package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.planfile.PackageItems;
import dev.packhouse.adapter.http.planfile.PlanReader;
import dev.packhouse.domain.cleanup.plan.Estimate;
import dev.packhouse.domain.cleanup.plan.Estimate.HourlyLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Estimates how long a plan takes at GitHub. */
@Command(
        name = "estimate",
        description =
                "Estimate how many requests and minutes a plan takes at GitHub, by its limits: 900 points a minute, and the"
                        + " requests of an hour.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class EstimateCommand implements Callable<Integer> {

    /** The versions that one request shows, before they are deleted. */
    private static final long SHOWN_AT_ONCE = 100;

    private static final long MINUTES = 60;

    @Parameters(paramLabel = "PLAN", description = "Plan file.")
    private Path plan;

    @Option(
            names = "--limit",
            paramLabel = "REQUESTS",
            description =
                    "Requests of the token in an hour (default: 1000 of a workflow, 5000 of a user, 15000 of an app).")
    private Optional<Long> limit;

    @Option(
            names = "--left",
            paramLabel = "REQUESTS",
            description = "Requests that are left in this hour (default: all).")
    private Optional<Long> left;

    @Option(
            names = "--reset-in",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "Minutes until all requests are available again (default: ${DEFAULT-VALUE}).")
    private long resetIn;

    private final Console console;

    EstimateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return PlanFiles.read(plan, this::estimate);
    }

    private int estimate(PlanReader reader) throws IOException {
        long deletions = 0;
        long reads = 0;
        for (Optional<PackageItems> next = reader.next(); next.isPresent(); next = reader.next()) {
            PackageItems subject = next.get();
            boolean whole = subject.rule().isPresent();
            long number = whole ? 1 : subject.deletions();
            deletions += number;
            reads += number == 0 ? 0 : 1 + (number + SHOWN_AT_ONCE - 1) / SHOWN_AT_ONCE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("requests an hour", "requests", "time", "resets of the hour"));
        for (long each : limit.map(List::of).orElse(List.of(1_000L, 5_000L, 15_000L))) {
            Estimate estimate = Estimate.of(deletions, reads, new HourlyLimit(each, left.orElse(each), resetIn));
            rows.add(List.of(
                    Long.toString(each),
                    Long.toString(estimate.requests()),
                    time(estimate.minutes()),
                    Long.toString(estimate.resets())));
        }
        console.printLine("%s deletions".formatted(deletions));
        console.printRows(rows, true);
        console.printLine("To restore them takes %s to %s"
                .formatted(time((deletions + 179) / 180), time((deletions * MINUTES + 499) / 500)));
        return 0;
    }

    private static String time(long minutes) {
        return minutes < MINUTES ? minutes + " min" : "%s h %s min".formatted(minutes / MINUTES, minutes % MINUTES);
    }
}
