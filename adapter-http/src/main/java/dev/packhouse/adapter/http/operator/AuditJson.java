package dev.packhouse.adapter.http.operator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.application.model.AuditFields;
import dev.packhouse.application.model.StoredAuditEntry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes entries of the audit trail as JSON objects with the {@linkplain AuditFields fields} of an entry. */
public final class AuditJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private AuditJson() {}

    /** Returns an entry as one line. */
    public static String line(StoredAuditEntry entry) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            write(entry, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    static void write(StoredAuditEntry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Object> field : AuditFields.of(entry).entrySet()) {
            json.writeObjectField(field.getKey(), field.getValue());
        }
        json.writeEndObject();
    }
}
