package dev.packhouse.adapter.http.policyfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.Limits;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.cleanup.policy.PolicySet;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.cleanup.policy.Selection;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/** Writes policies as JSON, with all defaults, so that equal policies have equal texts. */
final class PolicyWriter {

    private final JsonGenerator json;

    private PolicyWriter(JsonGenerator json) {
        this.json = json;
    }

    static String text(PolicySet policies, SortedMap<String, ListFile> lists) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new PolicyWriter(json).write(policies, lists);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write(PolicySet set, SortedMap<String, ListFile> lists) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", 1);
        json.writeStringField("name", set.name());
        json.writeStringField("zone", set.zone().getId());
        json.writeObjectFieldStart("lists");
        for (Map.Entry<String, ListFile> list : lists.entrySet()) {
            json.writeObjectFieldStart(list.getKey());
            json.writeStringField("file", list.getValue().path());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("policies");
        for (CleanupPolicy policy : set.policies()) {
            policy(policy);
        }
        json.writeEndArray();
        limits(set.limits());
        json.writeEndObject();
    }

    private void policy(CleanupPolicy policy) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", policy.name());
        json.writeObjectFieldStart("select");
        select(policy.selection());
        json.writeEndObject();
        RuleWriter rules = new RuleWriter(json);
        json.writeArrayFieldStart("keep");
        for (KeepRule rule : policy.keep()) {
            rules.keep(rule);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("delete");
        for (DeleteRule rule : policy.delete()) {
            rules.delete(rule);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("delete-packages");
        for (PackageRule rule : policy.deletePackages()) {
            rules.deletePackage(rule);
        }
        json.writeEndArray();
        json.writeStringField("unknown-manifests", policy.unknownManifests().label());
        safeguards(policy.safeguards());
        json.writeEndObject();
    }

    private void select(Selection selection) throws IOException {
        sorted("types", selection.types(), PackageType::label);
        texts(json, "packages", selection.packages());
        texts(json, "exclude", selection.exclude());
        sorted("visibility", selection.visibility(), Visibility::label);
        sorted("linked-to", selection.linkedTo(), Object::toString);
    }

    private <T> void sorted(String key, Collection<T> values, Function<T, String> label) throws IOException {
        texts(json, key, values.stream().map(label).sorted().toList());
    }

    /** Writes a list of texts, unless it is empty. */
    static void texts(JsonGenerator json, String key, Collection<?> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(key);
            for (Object value : values) {
                json.writeString(value.toString());
            }
            json.writeEndArray();
        }
    }

    private void safeguards(Safeguards safeguards) throws IOException {
        json.writeObjectFieldStart("safeguards");
        for (Safeguard safeguard : Safeguard.values()) {
            String on = safeguard == Safeguard.YOUNG ? safeguards.young().text() : "on";
            json.writeStringField(safeguard.label(), safeguards.has(safeguard) ? on : "off");
        }
        json.writeEndObject();
    }

    private void limits(Limits limits) throws IOException {
        json.writeObjectFieldStart("limits");
        json.writeNumberField("max-deletions", limits.maxDeletions());
        json.writeObjectFieldStart("max-percent");
        json.writeNumberField("tagged", limits.maxTaggedPercent());
        json.writeNumberField("all", limits.maxPercent());
        json.writeEndObject();
        json.writeNumberField("of-at-least", limits.ofAtLeast());
        json.writeNumberField("max-packages", limits.maxPackages());
        json.writeEndObject();
    }
}
