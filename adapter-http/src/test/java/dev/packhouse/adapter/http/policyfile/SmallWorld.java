package dev.packhouse.adapter.http.policyfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.cleanup.plan.CleanupPlanner;
import dev.packhouse.domain.cleanup.plan.PackageContent;
import dev.packhouse.domain.cleanup.plan.PackagePlan;
import dev.packhouse.domain.cleanup.plan.PlannedVersion;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.NameList;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Rules;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A package in a few lines: its type, and its versions by short names, from which the digests of container versions are made.
 * A version has an {@code age} of ten days, was not {@code updated} since, and is an image, unless it says otherwise. {@code
 * signs} gives it the tag of a signature.
 */
final class SmallWorld {

    private final Package subject;
    private final Map<String, VersionWithManifest> versions = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    SmallWorld(JsonNode world) {
        PackageType type = PackageType.parse(world.get("type").asText()).orElseThrow();
        Package empty = Packages.of(Accounts.OCTO_ORG, type);
        world.get("versions").properties().forEach(entry -> {
            names.add(entry.getKey());
            versions.put(entry.getKey(), version(empty, entry.getKey(), entry.getValue()));
        });
        long tagged = versions.values().stream()
                .filter(each -> !each.version().tags().isEmpty())
                .count();
        this.subject = empty.withVersions(VersionCounts.of(versions.size(), tagged, 0));
    }

    private VersionWithManifest version(Package parent, String name, JsonNode fields) {
        PackageType type = parent.namespace().type();
        Instant created = instant(fields.path("age").asText("10d"));
        String text = type.hasTags() ? Cleanup.digest(name).value() : name;
        return new VersionWithManifest(
                new PackageVersion(
                        new VersionId(fields.path("id").asLong(1000 + names.size())),
                        parent.id(),
                        new VersionName(type, text),
                        tags(fields),
                        OptionalLong.of(0),
                        Optional.empty(),
                        Optional.empty(),
                        created,
                        fields.has("updated") ? instant(fields.get("updated").asText()) : created,
                        Optional.empty()),
                new ManifestFacts.Known(manifest(fields)));
    }

    private static Instant instant(String age) {
        return new Age(age).before(Cleanup.NOW, ZoneOffset.UTC);
    }

    private static List<Tag> tags(JsonNode fields) {
        List<Tag> tags = new ArrayList<>();
        fields.path("tags").forEach(tag -> tags.add(new Tag(tag.asText())));
        if (fields.has("signs")) {
            Digest signed = Cleanup.digest(fields.get("signs").asText());
            tags.add(new Tag(signed.value().replace(':', '-') + ".sig"));
        }
        return tags;
    }

    private static Manifest manifest(JsonNode fields) {
        Manifest.Kind kind =
                Manifest.Kind.parse(fields.path("kind").asText("image")).orElseThrow();
        List<Manifest.Child> children = new ArrayList<>();
        fields.path("children")
                .forEach(child -> children.add(
                        new Manifest.Child(Cleanup.digest(child.asText()), Optional.empty(), Optional.empty())));
        Optional<Digest> subject = fields.has("subject")
                ? Optional.of(Cleanup.digest(fields.get("subject").asText()))
                : Optional.empty();
        return new Manifest(kind, kind.defaultMediaType(), Optional.empty(), children, subject, OptionalLong.empty());
    }

    /** The short names of the versions that the policies of a file leave. */
    List<String> survivors(PolicyFile file) {
        Map<String, NameList> lists = new HashMap<>();
        file.lists().forEach((name, list) -> lists.put(name, list.names()));
        EvaluationContext context =
                new EvaluationContext(Cleanup.NOW, file.policies().zone(), lists);
        CleanupPolicy policy =
                CleanupPolicy.of(subject, file.policies().policies(), context).orElseThrow();
        PackagePlan plan = new CleanupPlanner(Rules.GITHUB)
                .plan(
                        Tokens.withAllScopes(),
                        Affiliation.ofUser(
                                Accounts.MONALISA, Accounts.OCTO_ORG, Membership.OWNER, Role.NONE, Role.NONE),
                        new PackageContent(
                                subject, names.stream().map(versions::get).toList(), Set.of()),
                        policy,
                        context)
                .fold(made -> made, refusal -> {
                    throw new AssertionError(refusal);
                });
        Set<VersionId> deleted = plan.versions().stream()
                .filter(PlannedVersion::deleted)
                .map(planned -> planned.version().id())
                .collect(Collectors.toSet());
        return names.stream()
                .filter(name -> !deleted.contains(versions.get(name).version().id()))
                .toList();
    }
}
