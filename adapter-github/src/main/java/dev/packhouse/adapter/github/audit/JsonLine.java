package dev.packhouse.adapter.github.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packhouse.application.model.AuditFields;
import dev.packhouse.application.model.StoredAuditEntry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The lines of the file: one JSON object each, with the {@linkplain AuditFields fields} of an entry. */
final class JsonLine {

    /** The field of a line that is no entry: the highest id of the entries that were removed. */
    private static final String LAST_ID = "last_id";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private JsonLine() {}

    /** Returns the line of an entry, with its line break. */
    static byte[] of(StoredAuditEntry entry) {
        return line(AuditFields.of(entry));
    }

    /** Returns the only line of a file whose entries were all removed, so that no id is used again. */
    static byte[] ofLastId(long id) {
        return line(Map.of(LAST_ID, id));
    }

    private static byte[] line(Map<String, Object> fields) {
        try {
            return (MAPPER.writeValueAsString(fields) + "\n").getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts, numbers and booleans can be written", e);
        }
    }

    /** Returns the entry of a line; empty if the line has none, as one that was torn by a crash. */
    static Optional<StoredAuditEntry> entry(byte[] line) {
        try {
            return fields(line).map(AuditFields::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the highest id that was given up to this line, if the line shows it. */
    static OptionalLong lastId(byte[] line) {
        Optional<StoredAuditEntry> entry = entry(line);
        if (entry.isPresent()) {
            return OptionalLong.of(entry.get().id());
        }
        return fields(line)
                .map(fields -> fields.get(LAST_ID))
                .filter(Number.class::isInstance)
                .map(id -> OptionalLong.of(((Number) id).longValue()))
                .orElseGet(OptionalLong::empty);
    }

    private static Optional<Map<String, Object>> fields(byte[] line) {
        try {
            return Optional.ofNullable(MAPPER.readValue(line, FIELDS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
