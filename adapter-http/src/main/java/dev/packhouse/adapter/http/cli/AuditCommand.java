package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.operator.AuditJson;
import dev.packhouse.adapter.http.operator.Since;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuditEntry.Subject;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.domain.account.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the audit trail: decisions about changes, and notes about entries that were removed or not recorded. */
@Command(
        name = "audit",
        description = {
            "Show the latest decisions about changes, the newest first.",
            "A server may be running on the data directory, which is only read."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Packhouse.Version.class,
        sortOptions = false)
final class AuditCommand implements Callable<Integer> {

    /** How many entries are read at a time. */
    private static final int PAGE = 1_000;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those of the last days, hours or minutes (7d, 12h, 90m), or since a date such as"
                    + " 2026-11-21T08:00:00Z.")
    private Optional<String> since;

    @Option(
            names = "--owner",
            paramLabel = "LOGIN",
            description = "Only those about packages of this user or organization.")
    private Optional<Login> owner;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", fallbackValue = "true", description = "Print one JSON object a line, and no table.")
    private boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DataDirectory.DEFAULT,
            description = "Data directory (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = Backends.DEFAULT,
            description = "Backend that keeps the trail in it: sqlite (default), or github.")
    private String backend;

    private final Console console;

    AuditCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        AuditQuery query = query();
        BackendProvider provider = Backends.named(backend);
        if (!Files.isDirectory(data)) {
            throw new CommandException("There is no data directory '%s': name it with --data".formatted(data));
        }
        Table table = new Table(console);
        int missing = limit;
        List<StoredAuditEntry> page;
        do {
            // Asks for one more, which shows whether there are older entries.
            page = CommandWiring.auditTrail(
                    provider, data, console.clock(), query.withLimit(Math.min(missing, PAGE) + 1));
            List<StoredAuditEntry> shown = page.subList(0, Math.min(page.size(), Math.min(missing, PAGE)));
            print(shown, table);
            missing -= shown.size();
            query = shown.isEmpty() ? query : query.after(shown);
            if (page.size() == shown.size()) {
                return 0;
            }
        } while (missing > 0);
        console.printError("There are older entries: --limit shows more than %d".formatted(limit));
        return 0;
    }

    private void print(List<StoredAuditEntry> entries, Table table) {
        if (json) {
            entries.forEach(entry -> console.printLine(AuditJson.line(entry)));
        } else {
            table.print(entries);
        }
    }

    private AuditQuery query() {
        if (limit < 1) {
            throw new UsageException("Invalid --limit %d: it must be positive".formatted(limit));
        }
        return new AuditQuery(since.map(this::instant), owner, OptionalLong.empty(), limit);
    }

    private Instant instant(String text) {
        return Since.parse(text, console.clock().instant())
                .orElseThrow(
                        () -> new UsageException("Invalid --since '%s', expected %s".formatted(text, Since.EXPECTED)));
    }

    /**
     * Prints entries of the audit trail as a table. Each part of the entries has columns as wide as its widest text; a column without
     * a value has a dash. What is no decision has its sentence behind the caller.
     */
    private static final class Table {

        private static final List<String> HEADINGS =
                List.of("TIME", "CALLER", "OPERATION", "PACKAGE", "ID", "VERSION", "DECISION", "RUN", "REQUEST");

        private final Console console;
        private boolean begun;

        Table(Console console) {
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
            console.printRows(rows, true);
        }

        private static List<String> row(AuditEntry entry) {
            return entry.fold(Table::row, Table::row, Table::row);
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
    }
}
