package dev.packhouse.adapter.http.cli.cleanup;

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
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Prints a plan in several forms. */
final class PlanView {

    /** Job summaries hold one megabyte. */
    private static final int MARKDOWN_ITEMS = 2_000;

    private final Consumer<String> lines;

    /**
     * Creates a view.
     *
     * @param lines prints a line
     */
    PlanView(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Prints the versions that meet a condition, one a line, and the summary of all. */
    void text(PlanReader plan, Predicate<Item> shown) throws IOException {
        PlanSummary summary = new PlanSummary();
        for (Optional<PackageItems> next = plan.next(); next.isPresent(); next = plan.next()) {
            PackageItems subject = next.get();
            summary.add(subject);
            subject.items().stream().filter(shown).forEach(item -> print("%s %s  %s  %s", subject, item));
        }
        summary(plan.header(), summary, plan.end());
    }

    private void print(String format, PackageItems subject, Item item) {
        lines.accept(format.formatted(
                item.deleted() ? "delete" : "keep  ", subject.label(), label(item), String.join("; ", item.reasons())));
    }

    /** The number of a version with its tags, or its name. */
    static String label(Item item) {
        return "#%s %s".formatted(item.id(), item.tags().isEmpty() ? item.name() : String.join(",", item.tags()));
    }

    /** Prints the numbers of a plan, why, and what needs attention. */
    void summary(PlanHeader header, PlanSummary summary, PlanHeader.End end) {
        lines.accept("%s versions go, %s stay, in %s packages of %s, by %s at %s"
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
        table(rows);
        reasons("Why versions go:", summary.reasons(true));
        reasons("Why versions stay:", summary.reasons(false));
        summary.warnings(end.exceeded(), end.leftOut()).forEach(lines);
        lines.accept("The plan can be applied until %s".formatted(header.expiresAt()));
    }

    private void reasons(String title, List<Map.Entry<String, Long>> reasons) {
        if (!reasons.isEmpty()) {
            lines.accept(title);
            reasons.forEach(reason -> lines.accept("%8s  %s".formatted(reason.getValue(), reason.getKey())));
        }
    }

    private void table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Printable.of(row.get(i)).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = Printable.of(row.get(i));
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            lines.accept(line.toString().stripTrailing());
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
                    items.add(row(subject.label(), label(item), String.join("; ", item.reasons())));
                } else if (item.deleted()) {
                    more++;
                }
            }
        }
        lines.accept("### Cleanup of %s: %s versions go, %s stay"
                .formatted(escaped(plan.header().owner()), summary.delete(), summary.keep()));
        lines.accept("");
        summary.warnings(plan.end().exceeded(), plan.end().leftOut())
                .forEach(warning -> lines.accept("> " + escaped(warning) + "\n>"));
        lines.accept("");
        lines.accept("| package | stay | go |\n|---|---|---|");
        summary.rows()
                .forEach(each ->
                        lines.accept(row(each.label(), Long.toString(each.keep()), Long.toString(each.delete()))));
        lines.accept("\n<details><summary>What goes, and why</summary>\n");
        lines.accept("| package | version | why |\n|---|---|---|");
        items.forEach(lines);
        lines.accept(more == 0 ? "" : "\nand %s more".formatted(more));
        lines.accept("</details>");
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
        lines.accept("type,package,id,version,tags,created,do,reasons");
        for (Optional<PackageItems> next = plan.next(); next.isPresent(); next = plan.next()) {
            PackageItems subject = next.get();
            for (Item item : subject.items()) {
                lines.accept(String.join(
                        ",",
                        cell(subject.type()),
                        cell(subject.name()),
                        Long.toString(item.id()),
                        cell(item.name()),
                        cell(String.join(" ", item.tags())),
                        item.createdAt().toString(),
                        item.deleted() ? "delete" : "keep",
                        cell(String.join("; ", item.reasons()))));
            }
        }
    }

    private static String cell(String text) {
        return text.matches("[A-Za-z0-9 ./:_-]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
