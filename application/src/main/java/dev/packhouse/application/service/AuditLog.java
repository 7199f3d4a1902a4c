package dev.packhouse.application.service;

import static java.util.stream.Collectors.joining;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditFields;
import dev.packhouse.application.state.Printable;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes audit entries to the log: one line at info for each, of the logger {@code dev.packhouse.audit}. */
final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.packhouse.audit");

    private AuditLog() {}

    static void write(AuditEntry entry) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(entry));
        }
    }

    /** Writes what a dry run has asked a remote registry for; nothing if it has not asked one. */
    static void writeLookUps(Optional<String> requestId, List<String> lookUps) {
        if (!lookUps.isEmpty()) {
            LOG.info(
                    "kind=dry_run_look_ups{} looked_at={}",
                    requestId.map(id -> " request_id=" + value(id)).orElse(""),
                    value(String.join(", ", lookUps)));
        }
    }

    /**
     * The {@linkplain AuditFields fields} of an entry as {@code name=value}, separated by spaces. A value that is not one
     * word of visible characters is in quotation marks, so that no name from a client can look like another field.
     */
    static String line(AuditEntry entry) {
        return AuditFields.of(entry).entrySet().stream()
                .map(field -> field.getKey() + "=" + value(field.getValue().toString()))
                .collect(joining(" "));
    }

    private static String value(String text) {
        boolean word = !text.isEmpty() && text.codePoints().noneMatch(AuditLog::separates);
        return word && Printable.of(text).equals(text)
                ? text
                : '"' + Printable.of(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    private static boolean separates(int character) {
        return Character.isSpaceChar(character) || character == '"' || character == '\\' || character == '=';
    }
}
