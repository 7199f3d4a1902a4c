package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuditEntry.Subject;
import dev.packhouse.application.model.StoredAuditEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints entries of the audit trail as a table. Each part of the entries has columns as wide as its widest text; a column without
 * a value has a dash. What is no decision has its sentence behind the caller.
 */
final class AuditTable {

    private static final List<String> HEADINGS =
            List.of("TIME", "CALLER", "OPERATION", "PACKAGE", "ID", "VERSION", "DECISION", "RUN", "REQUEST");

    /** The columns of an entry that is no decision: time, caller, and the sentence. */
    private static final int NOTE = 3;

    private final Console console;
    private boolean begun;

    AuditTable(Console console) {
        this.console = console;
    }

    /** Prints a part of the entries, the first one with the headings. */
    void print(List<StoredAuditEntry> entries) {
        List<List<String>> rows = new ArrayList<>();
        if (!begun && !entries.isEmpty()) {
            rows.add(HEADINGS);
            begun = true;
        }
        entries.forEach(stored -> rows.add(row(stored.entry())));
        int[] widths = widths(rows);
        rows.forEach(row -> console.printLine(line(row, widths)));
    }

    private static List<String> row(AuditEntry entry) {
        return entry.fold(AuditTable::row, AuditTable::row, AuditTable::row);
    }

    private static List<String> row(Decision entry) {
        Subject subject = entry.subject();
        return List.of(
                entry.at().toString(),
                entry.actor(),
                entry.operation().name().toLowerCase(Locale.ROOT),
                String.join("/", subject.owner(), subject.packageType(), subject.packageName()),
                orDash(subject.packageId()),
                orDash(subject.versionId()),
                entry.refusal().map(Enum::name).orElse(entry.result().name()),
                entry.dryRun() ? "dry" : "real",
                orDash(entry.requestId()));
    }

    private static String orDash(Optional<?> value) {
        return value.map(Object::toString).orElse("-");
    }

    private static List<String> row(RefusalsNotRecorded entry) {
        return List.of(
                entry.at().toString(),
                entry.actor(),
                "refusals not recorded: %d, from %s to %s".formatted(entry.count(), entry.since(), entry.until()));
    }

    private static List<String> row(Pruned entry) {
        return List.of(
                entry.at().toString(),
                "-",
                "entries removed from this trail: %d, up to %s".formatted(entry.count(), entry.until()));
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            // The sentence of a note may be longer than its column.
            int columns = row.size() == NOTE ? NOTE - 1 : row.size();
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i))
                    .append(" ".repeat(Math.max(0, widths[i] - row.get(i).length()) + 2));
        }
        return line.toString().stripTrailing();
    }
}
