package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.planfile.PackageItems;
import dev.packhouse.adapter.http.planfile.PackageItems.Item;
import dev.packhouse.adapter.http.planfile.PlanReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares two plans. */
@Command(
        name = "diff",
        description =
                "Show which versions the second plan deletes and the first does not, and the other way round: what a change"
                        + " of a policy changes.",
        footer = {"", "Exit codes: 0 both delete the same, 1 failed, 2 not understood, 3 there are differences."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DiffCommand implements Callable<Integer> {

    /** The exit code if the plans differ. */
    private static final int DIFFERENT = 3;

    @Parameters(index = "0", paramLabel = "OLD", description = "Plan file.")
    private Path former;

    @Parameters(index = "1", paramLabel = "NEW", description = "Plan file.")
    private Path latter;

    private final Console console;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return PlanFiles.read(former, one -> PlanFiles.read(latter, two -> compare(one, two)));
    }

    /** Merges the packages of both plans, which have one order. One package of each is in memory. */
    private int compare(PlanReader one, PlanReader two) throws IOException {
        long more = 0;
        long less = 0;
        Optional<PackageItems> left = one.next();
        Optional<PackageItems> right = two.next();
        while (left.isPresent() || right.isPresent()) {
            int order = order(left, right);
            Map<Long, Item> before = order <= 0 ? deleted(left.orElseThrow()) : Map.of();
            Map<Long, Item> after = order >= 0 ? deleted(right.orElseThrow()) : Map.of();
            String label = (order <= 0 ? left : right).orElseThrow().label();
            more += print("+", label, after, before);
            less += print("-", label, before, after);
            left = order <= 0 ? one.next() : left;
            right = order >= 0 ? two.next() : right;
        }
        console.printLine("%s more versions go, %s fewer".formatted(more, less));
        return more + less == 0 ? 0 : DIFFERENT;
    }

    private static int order(Optional<PackageItems> left, Optional<PackageItems> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.isEmpty() ? 1 : -1;
        }
        int byType = left.get().type().compareTo(right.get().type());
        return byType == 0 ? left.get().name().compareTo(right.get().name()) : byType;
    }

    private static Map<Long, Item> deleted(PackageItems subject) {
        return subject.items().stream()
                .filter(Item::deleted)
                .collect(Collectors.toMap(Item::id, Function.identity(), (one, two) -> one, LinkedHashMap::new));
    }

    private long print(String sign, String label, Map<Long, Item> these, Map<Long, Item> others) {
        long printed = 0;
        for (Item item : these.values()) {
            if (!others.containsKey(item.id())) {
                console.printLine("%s %s %s  %s".formatted(sign, label, PlanView.label(item), item.why()));
                printed++;
            }
        }
        return printed;
    }
}
