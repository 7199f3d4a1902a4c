package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.planfile.PackageItems;
import dev.packhouse.adapter.http.planfile.PackageItems.Item;
import dev.packhouse.adapter.http.planfile.PlanReader;
import dev.packhouse.adapter.http.planfile.PlanReason;
import dev.packhouse.domain.cleanup.plan.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says why a plan keeps or deletes a version. */
@Command(
        name = "why",
        description = "Say why a plan keeps or deletes a version, and the version that it needs or goes with.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class WhyCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "PLAN", description = "Plan file.")
    private Path plan;

    @Parameters(
            index = "1",
            paramLabel = "VERSION",
            description = "The version: #ID, PACKAGE:TAG, or PACKAGE@NAME, such as app@sha256:... or app@1.2.0.")
    private String version;

    private final Console console;

    WhyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return PlanFiles.read(plan, reader -> {
            if (!explain(reader)) {
                throw new CommandException(
                        "The plan has no version '%s': expected #ID, PACKAGE:TAG or PACKAGE@NAME".formatted(version));
            }
            return 0;
        });
    }

    private boolean explain(PlanReader reader) throws IOException {
        boolean found = false;
        for (Optional<PackageItems> next = reader.next(); next.isPresent(); next = reader.next()) {
            PackageItems subject = next.get();
            for (Item item : subject.items()) {
                if (matches(subject, item)) {
                    found = true;
                    explain(subject, item);
                }
            }
        }
        return found;
    }

    private boolean matches(PackageItems subject, Item item) {
        if (version.equals("#" + item.id())) {
            return true;
        }
        String name = subject.name();
        return version.equals(name + "@" + item.name())
                || item.tags().stream().anyMatch(tag -> version.equals(name + ":" + tag));
    }

    /** Prints a version, and then what it goes with or is needed by, to the end of the chain. */
    private void explain(PackageItems subject, Item first) {
        Set<Long> shown = new HashSet<>();
        Optional<Item> next = Optional.of(first);
        while (next.isPresent() && shown.add(next.get().id())) {
            Item item = next.get();
            console.printLine("%s %s of %s"
                    .formatted(item.deleted() ? "goes: " : "stays:", PlanView.label(item), subject.label()));
            item.reasons().forEach(reason -> console.printLine("  " + sentence(item, reason)));
            Predicate<Item> linked = other ->
                    item.with().isPresent() && other.id() == item.with().getAsLong();
            next = subject.items().stream().filter(linked).findFirst();
        }
    }

    private static String sentence(Item item, PlanReason reason) {
        boolean otherwise = !item.deleted() && reason.is(Reason.Kind.DELETED);
        return otherwise ? "would otherwise go: " + reason.text() : reason.text();
    }
}
