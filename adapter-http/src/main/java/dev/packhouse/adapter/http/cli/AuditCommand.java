package dev.packhouse.adapter.http.cli;

import dev.packhouse.application.api.Administration;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the audit trail: decisions about changes, and notes about entries that were removed or not recorded. */
@Command(name = "audit", description = "Show the latest decisions about changes, the newest first.")
final class AuditCommand extends StoreCommand {

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    AuditCommand(Console console) {
        super(console);
    }

    @Override
    void run(Administration administration) {
        if (limit < 1) {
            throw new UsageException("Invalid --limit %d: it must be positive".formatted(limit));
        }
        administration.auditTrail(limit).forEach(entry -> console().printLine(row(entry)));
    }

    private static String row(AuditEntry entry) {
        return entry.fold(AuditCommand::row, AuditCommand::row, AuditCommand::row);
    }

    private static String row(Decision entry) {
        return "%s %s %s %s %s"
                .formatted(
                        entry.at(),
                        entry.actor(),
                        entry.operation().name().toLowerCase(Locale.ROOT),
                        entry.subject(),
                        entry.decision());
    }

    private static String row(RefusalsNotRecorded entry) {
        return "%s %s refusals not recorded: %d, from %s to %s"
                .formatted(entry.at(), entry.actor(), entry.count(), entry.since(), entry.until());
    }

    private static String row(Pruned entry) {
        return "%s packhouse entries removed from this trail: %d, up to %s"
                .formatted(entry.at(), entry.count(), entry.until());
    }
}
