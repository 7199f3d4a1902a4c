package dev.packhouse.adapter.http.planfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import dev.packhouse.adapter.http.planfile.PlanHeader.End;
import dev.packhouse.domain.cleanup.plan.PackagePlan;
import dev.packhouse.domain.cleanup.plan.PlannedVersion;
import dev.packhouse.domain.cleanup.plan.Reason;
import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.Tag;
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
    public void write(PackagePlan plan) throws IOException {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        plan.versions()
                .forEach(version ->
                        version.reasons().forEach(reason -> reasons.putIfAbsent(reason.text(), reasons.size())));
        Package subject = plan.subject();
        json.writeStartObject();
        json.writeObjectFieldStart("package");
        json.writeStringField("type", subject.namespace().type().label());
        json.writeStringField("name", subject.name().value());
        json.writeNumberField("id", subject.id().value());
        json.writeStringField("visibility", subject.visibility().label());
        date("updated_at", subject.updatedAt());
        json.writeNumberField("versions", plan.versions().size());
        json.writeNumberField("delete", plan.deletions());
        text("deleted_by", plan.packageRule());
        if (plan.emptied()) {
            json.writeBooleanField("emptied", true);
        }
        json.writeEndObject();
        texts("reasons", List.copyOf(reasons.keySet()));
        json.writeEndObject();
        endLine();
        for (PlannedVersion version : plan.versions()) {
            write(version, reasons);
        }
        packages++;
        delete += plan.deletions();
        keep += plan.versions().size() - plan.deletions();
    }

    private void write(PlannedVersion planned, Map<String, Integer> reasons) throws IOException {
        PackageVersion version = planned.version();
        json.writeStartObject();
        json.writeNumberField("id", version.id().value());
        json.writeStringField("name", version.name().value());
        texts("tags", version.tags().stream().map(Tag::value).toList());
        date("created", version.createdAt());
        if (!version.updatedAt().equals(version.createdAt())) {
            date("updated", version.updatedAt());
        }
        text("kind", planned.content().known().map(manifest -> manifest.kind().label()));
        text("defect", planned.defect().map(ImageDefect::label));
        json.writeStringField("do", planned.deleted() ? "delete" : "keep");
        json.writeArrayFieldStart("why");
        for (Reason reason : planned.reasons()) {
            json.writeNumber(reasons.get(reason.text()));
        }
        json.writeEndArray();
        Optional<Long> with = with(planned);
        if (with.isPresent()) {
            json.writeNumberField("with", with.get());
        }
        json.writeEndObject();
        endLine();
    }

    private static Optional<Long> with(PlannedVersion planned) {
        if (planned.deleted()) {
            return planned.group().equals(planned.version().id())
                    ? Optional.empty()
                    : Optional.of(planned.group().value());
        }
        return planned.reasons().stream()
                .filter(Reason.NeededBy.class::isInstance)
                .map(reason -> ((Reason.NeededBy) reason).owner().value())
                .findFirst();
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
