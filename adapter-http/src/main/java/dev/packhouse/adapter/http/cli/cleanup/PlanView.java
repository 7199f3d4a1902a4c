package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.planfile.PackageItems;
import dev.packhouse.adapter.http.planfile.PackageItems.Item;
import dev.packhouse.adapter.http.planfile.PlanHeader;
import dev.packhouse.adapter.http.planfile.PlanReader;
import dev.packhouse.application.state.Printable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Prints a plan in several forms. */
final class PlanView {

    /** Job summaries hold one megabyte. */
    private static final int MARKDOWN_ITEMS = 2_000;

    private final Console console;

    PlanView(Console console) {
        this.console = console;
    }

    /** Prints the versions that meet a condition, one a line, and the summary of all. */
    void text(PlanReader plan, Predicate<Item> shown) throws IOException {
        PlanSummary summary = new PlanSummary();
        for (Optional<PackageItems> next = plan.next(); next.isPresent(); next = plan.next()) {
            PackageItems subject = next.get();
            summary.add(subject);
            subject.items().stream().filter(shown).forEach(item -> print(subject, item));
        }
        summary(plan.header(), summary, plan.end());
    }

    private void print(PackageItems subject, Item item) {
        console.printLine("%s %s  %s  %s"
                .formatted(item.deleted() ? "delete" : "keep  ", subject.label(), label(item), item.why()));
    }

    /** The number of a version with its tags, or its name. */
    static String label(Item item) {
        return "#%s %s".formatted(item.id(), item.tags().isEmpty() ? item.name() : String.join(",", item.tags()));
    }

    /** Prints the numbers of a plan, why, and what needs attention. */
    void summary(PlanHeader header, PlanSummary summary, PlanHeader.End end) {
        console.printLine("%s versions go, %s stay, in %s packages of %s, by %s at %s"
                .formatted(
                        summary.delete(),
                        summary.keep(),
                        summary.rows().size(),
                        header.owner(),
                        header.policy(),
                        header.evaluatedAt()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("package", "stay", "go", "newest that goes", "oldest that stays", ""));
        summary.rows()
                .forEach(row -> rows.add(List.of(
                        row.label(),
                        Long.toString(row.keep()),
                        Long.toString(row.delete()),
                        row.newestDeleted().map(Instant::toString).orElse("-"),
                        row.oldestKept().map(Instant::toString).orElse("-"),
                        row.remark())));
        console.printRows(rows, true);
        reasons("Why versions go:", summary.reasons(true));
        reasons("Why versions stay:", summary.reasons(false));
        summary.warnings(end.exceeded(), end.leftOut()).forEach(console::printLine);
        console.printLine("The plan can be applied until %s".formatted(header.expiresAt()));
    }

    private void reasons(String title, List<Map.Entry<String, Long>> reasons) {
        if (!reasons.isEmpty()) {
            console.printLine(title);
            reasons.forEach(reason -> console.printLine("%8s  %s".formatted(reason.getValue(), reason.getKey())));
        }
    }

    /** Prints the summary, and what goes, as Markdown for the summary of a workflow. */
    void markdown(PlanReader plan) throws IOException {
        PlanSummary summary = new PlanSummary();
        List<String> items = new ArrayList<>();
        long more = 0;
        for (Optional<PackageItems> next = plan.next(); next.isPresent(); next = plan.next()) {
            PackageItems subject = next.get();
            summary.add(subject);
            for (Item item : subject.items()) {
                if (item.deleted() && items.size() < MARKDOWN_ITEMS) {
                    items.add(row(subject.label(), label(item), item.why()));
                } else if (item.deleted()) {
                    more++;
                }
            }
        }
        console.out()
                .println("### Cleanup of %s: %s versions go, %s stay"
                        .formatted(escaped(plan.header().owner()), summary.delete(), summary.keep()));
        console.out().println("");
        summary.warnings(plan.end().exceeded(), plan.end().leftOut())
                .forEach(warning -> console.out().println("> " + escaped(warning) + "\n>"));
        console.out().println("");
        console.out().println("| package | stay | go |\n|---|---|---|");
        summary.rows()
                .forEach(each -> console.out()
                        .println(row(each.label(), Long.toString(each.keep()), Long.toString(each.delete()))));
        console.out().println("\n<details><summary>What goes, and why</summary>\n");
        console.out().println("| package | version | why |\n|---|---|---|");
        items.forEach(console.out()::println);
        console.out().println(more == 0 ? "" : "\nand %s more".formatted(more));
        console.out().println("</details>");
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(escaped(cell)).append(" |");
        }
        return row.toString();
    }

    /** Names come from registries: they must not end a cell or be markup. */
    private static String escaped(String text) {
        return Printable.of(text).replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
    }

    /** Prints all versions as comma-separated values, with a line of names first. */
    void csv(PlanReader plan) throws IOException {
        console.out().println("type,package,id,version,tags,created,do,reasons");
        for (Optional<PackageItems> next = plan.next(); next.isPresent(); next = plan.next()) {
            PackageItems subject = next.get();
            for (Item item : subject.items()) {
                console.out()
                        .println(String.join(
                                ",",
                                cell(subject.type()),
                                cell(subject.name()),
                                Long.toString(item.id()),
                                cell(item.name()),
                                cell(String.join(" ", item.tags())),
                                item.createdAt().toString(),
                                item.deleted() ? "delete" : "keep",
                                cell(item.why())));
            }
        }
    }

    private static String cell(String text) {
        return text.matches("[A-Za-z0-9 ./:_-]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
