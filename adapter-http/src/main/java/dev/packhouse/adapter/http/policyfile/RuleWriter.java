package dev.packhouse.adapter.http.policyfile;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Counting;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DateField;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.Grouping;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.cleanup.policy.TimePeriod;
import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.Manifest;
import java.io.IOException;

/** Writes rules as JSON. Criteria have the order in which {@link CriteriaReader} reads them. */
final class RuleWriter {

    private final JsonGenerator json;

    RuleWriter(JsonGenerator json) {
        this.json = json;
    }

    void keep(KeepRule rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", rule.name());
        conditions(rule.conditions());
        if (rule.counting().isPresent()) {
            counting(rule.counting().get());
        }
        json.writeEndObject();
    }

    void delete(DeleteRule rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", rule.name());
        conditions(rule.conditions());
        json.writeEndObject();
    }

    void deletePackage(PackageRule rule) throws IOException {
        json.writeStartObject();
        if (rule instanceof PackageRule.Idle idle) {
            json.writeStringField("idle", idle.age().text());
        } else if (rule instanceof PackageRule.VersionsAtMost most) {
            json.writeObjectFieldStart("versions");
            json.writeNumberField("at-most", most.number());
            json.writeEndObject();
        } else {
            json.writeBooleanField("emptied", true);
        }
        json.writeEndObject();
    }

    private void conditions(Conditions conditions) throws IOException {
        for (Criterion criterion : conditions.criteria()) {
            criterion(criterion);
        }
        if (conditions.criteria().stream()
                .anyMatch(criterion ->
                        criterion instanceof Criterion.ImageKind || criterion instanceof Criterion.Defect)) {
            image(conditions);
        }
        for (Criterion criterion : conditions.criteria()) {
            if (criterion instanceof Criterion.OlderThan older) {
                by(older.by());
                return;
            }
            if (criterion instanceof Criterion.YoungerThan younger) {
                by(younger.by());
                return;
            }
        }
    }

    private void by(DateField date) throws IOException {
        json.writeStringField("by", date.label());
    }

    private void criterion(Criterion criterion) throws IOException {
        if (criterion instanceof Criterion.Tagged tagged) {
            json.writeBooleanField("tagged", tagged.expected());
        } else if (criterion instanceof Criterion.AnyTag any) {
            PolicyWriter.texts(json, "any-tag", any.patterns());
        } else if (criterion instanceof Criterion.AllTags all) {
            PolicyWriter.texts(json, "all-tags", all.patterns());
        } else if (criterion instanceof Criterion.Name name) {
            PolicyWriter.texts(json, "version", name.patterns());
        } else if (criterion instanceof Criterion.Id id) {
            json.writeArrayFieldStart("id");
            for (long number : id.ids().stream().sorted().toList()) {
                json.writeNumber(number);
            }
            json.writeEndArray();
        } else if (criterion instanceof Criterion.OlderThan older) {
            json.writeStringField("older-than", older.age().text());
        } else if (criterion instanceof Criterion.YoungerThan younger) {
            json.writeStringField("younger-than", younger.age().text());
        } else if (criterion instanceof Criterion.Semver semver) {
            semver(semver);
        } else if (criterion instanceof Criterion.Snapshot snapshot) {
            json.writeBooleanField("snapshot", snapshot.expected());
        } else if (criterion instanceof Criterion.Superseded superseded) {
            json.writeBooleanField("superseded", superseded.expected());
        } else if (criterion instanceof Criterion.Downloads downloads) {
            downloads(downloads);
        } else if (criterion instanceof Criterion.InList list) {
            json.writeStringField("in-list", list.list());
        } else if (criterion instanceof Criterion.Not not) {
            json.writeObjectFieldStart("not");
            conditions(not.conditions());
            json.writeEndObject();
        } else if (criterion instanceof Criterion.All) {
            json.writeBooleanField("all", true);
        }
    }

    private void semver(Criterion.Semver semver) throws IOException {
        json.writeObjectFieldStart("semver");
        if (semver.prerelease().isPresent()) {
            json.writeBooleanField("prerelease", semver.prerelease().get());
        }
        if (!semver.ranges().isEmpty()) {
            // One text was parsed for each of the types.
            json.writeStringField(
                    "range", semver.ranges().values().iterator().next().toString());
        }
        json.writeEndObject();
    }

    private void downloads(Criterion.Downloads downloads) throws IOException {
        json.writeObjectFieldStart("downloads");
        json.writeNumberField("at-least", downloads.least());
        json.writeNumberField("at-most", downloads.most());
        json.writeEndObject();
    }

    private void image(Conditions conditions) throws IOException {
        json.writeObjectFieldStart("image");
        for (Criterion criterion : conditions.criteria()) {
            if (criterion instanceof Criterion.ImageKind image) {
                PolicyWriter.texts(
                        json,
                        "kind",
                        image.kinds().stream()
                                .map(Manifest.Kind::label)
                                .sorted()
                                .toList());
            } else if (criterion instanceof Criterion.Defect defect) {
                PolicyWriter.texts(
                        json,
                        "state",
                        defect.defects().stream()
                                .map(ImageDefect::label)
                                .sorted()
                                .toList());
            }
        }
        json.writeEndObject();
    }

    private void counting(Counting counting) throws IOException {
        if (counting.last().isPresent()) {
            json.writeNumberField("last", counting.last().getAsInt());
        }
        for (TimePeriod period : TimePeriod.values()) {
            if (counting.periods().containsKey(period)) {
                json.writeNumberField(period.label(), counting.periods().get(period));
            }
        }
        if (counting.within().isPresent()) {
            json.writeStringField("within", counting.within().get().age().text());
            json.writeStringField("of", counting.within().get().ofNewest() ? "newest" : "now");
        }
        if (counting.grouping() instanceof Grouping.ByTag byTag) {
            json.writeObjectFieldStart("per");
            json.writeStringField("tag", byTag.pattern().toString());
            json.writeEndObject();
        } else {
            json.writeStringField("per", label(counting.grouping()));
        }
        json.writeStringField("order", counting.order().label());
    }

    private static String label(Grouping grouping) {
        if (grouping instanceof Grouping.ByMajor) {
            return "semver-major";
        }
        return grouping instanceof Grouping.ByMinor ? "semver-minor" : "package";
    }
}
