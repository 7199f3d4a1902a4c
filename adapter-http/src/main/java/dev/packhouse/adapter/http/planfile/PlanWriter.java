package dev.packhouse.adapter.http.planfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import dev.packhouse.adapter.http.planfile.PackageItems.Item;
import dev.packhouse.adapter.http.planfile.PlanHeader.End;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Streams a plan into a file: the header, then for each package a line and a line for each of its versions, then the end with
 * the SHA-256 of all bytes before it. Equal plans are equal bytes.
 */
public final class PlanWriter implements AutoCloseable {

    /** The edition of the format. */
    static final int FORMAT = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private final OutputStream target;
    private final HashingOutputStream hashed;
    private JsonGenerator json;
    private long packages;
    private long keep;
    private long delete;

    /** Dates repeat often: the last text of one is kept. */
    private Instant lastDate = Instant.EPOCH;

    private String lastText = Instant.EPOCH.toString();

    /** Creates a writer, which closes the stream at its end. */
    public PlanWriter(OutputStream target) throws IOException {
        this.target = new BufferedOutputStream(target, 1 << 16);
        this.hashed = new HashingOutputStream(Hashing.sha256(), this.target);
        this.json = generator(hashed);
    }

    private static JsonGenerator generator(OutputStream out) throws IOException {
        return JSON.createGenerator(out).setRootValueSeparator(null).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** Writes the first line. */
    public void header(PlanHeader header) throws IOException {
        json.writeStartObject();
        json.writeStringField("packhouse", "plan");
        json.writeNumberField("format", FORMAT);
        date("evaluated_at", header.evaluatedAt());
        date("expires_at", header.expiresAt());
        json.writeStringField("backend", header.backend());
        text("url", header.url());
        text("registry", header.registry());
        json.writeStringField("owner", header.owner());
        json.writeNumberField("owner_id", header.ownerId());
        json.writeStringField("caller", header.caller());
        json.writeObjectFieldStart("policy");
        json.writeStringField("name", header.policy());
        json.writeStringField("sha256", header.policySha256());
        json.writeStringField("text", header.policyText());
        json.writeEndObject();
        json.writeObjectFieldStart("lists");
        for (Map.Entry<String, PlanHeader.ListFacts> list : new TreeMap<>(header.lists()).entrySet()) {
            json.writeObjectFieldStart(list.getKey());
            json.writeStringField("sha256", list.getValue().sha256());
            json.writeNumberField("entries", list.getValue().entries());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
        endLine();
    }

    /** Writes the lines of a package. */
    public void write(PackageItems subject) throws IOException {
        Map<PlanReason, Integer> reasons = new LinkedHashMap<>();
        for (Item item : subject.items()) {
            for (PlanReason reason : item.reasons()) {
                reasons.putIfAbsent(reason, reasons.size());
            }
        }
        long deletions = subject.deletions();
        json.writeStartObject();
        json.writeObjectFieldStart("package");
        json.writeStringField("type", subject.type());
        json.writeStringField("name", subject.name());
        json.writeNumberField("id", subject.id());
        json.writeStringField("visibility", subject.visibility());
        date("updated_at", subject.updatedAt());
        json.writeNumberField("versions", subject.items().size());
        json.writeNumberField("delete", deletions);
        text("deleted_by", subject.rule());
        if (subject.emptied()) {
            json.writeBooleanField("emptied", true);
        }
        json.writeEndObject();
        json.writeArrayFieldStart("reasons");
        for (PlanReason reason : reasons.keySet()) {
            json.writeStartObject();
            json.writeStringField("kind", reason.kind());
            json.writeStringField("summary", reason.summary());
            json.writeStringField("text", reason.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        endLine();
        for (Item item : subject.items()) {
            write(item, reasons);
        }
        packages++;
        delete += deletions;
        keep += subject.items().size() - deletions;
    }

    private void write(Item item, Map<PlanReason, Integer> reasons) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", item.id());
        json.writeStringField("name", item.name());
        texts("tags", item.tags());
        date("created", item.createdAt());
        if (!item.updatedAt().equals(item.createdAt())) {
            date("updated", item.updatedAt());
        }
        text("kind", item.kind());
        text("defect", item.defect());
        json.writeStringField("do", item.deleted() ? "delete" : "keep");
        json.writeArrayFieldStart("why");
        for (PlanReason reason : item.reasons()) {
            json.writeNumber(reasons.get(reason));
        }
        json.writeEndArray();
        if (item.with().isPresent()) {
            json.writeNumberField("with", item.with().getAsLong());
        }
        json.writeEndObject();
        endLine();
    }

    /** Writes the last line. */
    public End end(List<String> exceeded, List<String> leftOut) throws IOException {
        json.close();
        json = generator(target); // the hash is that of the bytes before this line
        End end = new End(packages, keep, delete, exceeded, leftOut);
        json.writeStartObject();
        json.writeObjectFieldStart("end");
        json.writeNumberField("packages", packages);
        json.writeNumberField("keep", keep);
        json.writeNumberField("delete", delete);
        texts("exceeded", exceeded);
        texts("left_out", leftOut);
        json.writeEndObject();
        json.writeStringField("sha256", hashed.hash().toString());
        json.writeEndObject();
        endLine();
        json.flush();
        return end;
    }

    private void text(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    private void texts(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void date(String name, Instant date) throws IOException {
        if (!date.equals(lastDate)) {
            lastDate = date;
            lastText = date.toString();
        }
        json.writeStringField(name, lastText);
    }

    private void endLine() throws IOException {
        json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
        try (target) {
            json.close();
        }
    }
}
