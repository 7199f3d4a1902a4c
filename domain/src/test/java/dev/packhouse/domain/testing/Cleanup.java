package dev.packhouse.domain.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.cleanup.plan.CleanupPlanner;
import dev.packhouse.domain.cleanup.plan.PackageContent;
import dev.packhouse.domain.cleanup.plan.PackagePlan;
import dev.packhouse.domain.cleanup.plan.PlannedVersion;
import dev.packhouse.domain.cleanup.plan.Reason;
import dev.packhouse.domain.cleanup.policy.Candidate;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Counting;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.Grouping;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.NameList;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.cleanup.policy.Selection;
import dev.packhouse.domain.cleanup.policy.Truth;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.cleanup.policy.VersionOrder;
import dev.packhouse.domain.image.ImageGraph;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Rules;
import dev.packhouse.domain.version.VersionNumber;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A package and its cleanup, in short words. Versions have short names, from which the digest of a container version is made;
 * each is a day older than the one before it, and the first one is ten days old.
 */
public final class Cleanup {

    /** The time of every plan here. */
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final Instant FIRST = NOW.minus(Duration.ofDays(10));

    private final PackageType type;
    private final Map<String, VersionWithManifest> versions = new LinkedHashMap<>();
    private Map<String, NameList> lists = Map.of();
    private Visibility visibility = Visibility.PRIVATE;
    private Optional<String> name = Optional.empty();
    private final Set<VersionId> refusedBefore = new HashSet<>();

    private Cleanup(PackageType type) {
        this.type = type;
    }

    /** An empty package of this type. */
    public static Cleanup of(PackageType type) {
        return new Cleanup(type);
    }

    /** An empty container package. */
    public static Cleanup container() {
        return of(PackageType.CONTAINER);
    }

    /** The digest of the container version with this short name. */
    public static Digest digest(String name) {
        return new Digest("sha256:%064x".formatted(new BigInteger(1, name.getBytes(UTF_8))));
    }

    /** Adds an image for one platform. */
    public Cleanup image(String name, String... tags) {
        return add(name, known(Manifest.Kind.IMAGE, List.of(), Optional.empty()), tags);
    }

    /** Adds an index of these versions. */
    public Cleanup index(String name, List<String> children, String... tags) {
        return add(name, known(Manifest.Kind.INDEX, children, Optional.empty()), tags);
    }

    /** Adds an artifact that refers to this version. */
    public Cleanup referrer(String name, String subject, String... tags) {
        return add(name, known(Manifest.Kind.ARTIFACT, List.of(), Optional.of(digest(subject))), tags);
    }

    /** Adds a version whose manifest is not known. */
    public Cleanup unread(String name, String... tags) {
        return add(name, new ManifestFacts.Unknown("it was not read"), tags);
    }

    /** Adds a version of a type without manifests. */
    public Cleanup version(String name) {
        return unread(name);
    }

    private static ManifestFacts known(Manifest.Kind kind, List<String> children, Optional<Digest> subject) {
        List<Manifest.Child> listed = children.stream()
                .map(child -> new Manifest.Child(
                        digest(child), Optional.of(Manifest.Kind.IMAGE.defaultMediaType()), Optional.empty()))
                .toList();
        return new ManifestFacts.Known(
                new Manifest(kind, kind.defaultMediaType(), Optional.empty(), listed, subject, OptionalLong.empty()));
    }

    private Cleanup add(String name, ManifestFacts manifest, String... tags) {
        int number = versions.size();
        Instant at = FIRST.minus(Duration.ofDays(number));
        String text = type.hasTags() ? digest(name).value() : name;
        versions.put(
                name,
                new VersionWithManifest(
                        new PackageVersion(
                                new VersionId(1000 - number),
                                Packages.of(Accounts.OCTO_ORG, type).id(),
                                new VersionName(type, text),
                                Stream.of(tags).map(Tag::new).toList(),
                                OptionalLong.of(0),
                                Optional.empty(),
                                Optional.empty(),
                                at,
                                at,
                                Optional.empty()),
                        manifest));
        return this;
    }

    /** Sets the age of the version that was added last. */
    public Cleanup hoursOld(int hours) {
        Instant at = NOW.minus(Duration.ofHours(hours));
        return dates(at, at);
    }

    /** Sets when the version that was added last was published and changed. */
    public Cleanup dates(Instant created, Instant updated) {
        return change(version -> new PackageVersion(
                version.id(),
                version.packageId(),
                version.name(),
                version.tags(),
                version.downloads(),
                version.license(),
                version.description(),
                created,
                updated,
                version.tombstone()));
    }

    /** Sets the downloads of the version that was added last; negative if they are not known. */
    public Cleanup downloads(long number) {
        return change(version -> version.withDownloads(number < 0 ? OptionalLong.empty() : OptionalLong.of(number)));
    }

    private Cleanup change(UnaryOperator<PackageVersion> change) {
        String last = List.copyOf(versions.keySet()).get(versions.size() - 1);
        versions.computeIfPresent(
                last, (name, old) -> new VersionWithManifest(change.apply(old.version()), old.manifest()));
        return this;
    }

    /** Sets a list that criteria can name. */
    public Cleanup list(String name, String... entries) {
        lists = Map.of(name, NameList.of(List.of(entries)));
        return this;
    }

    /** The package. */
    public Package subject() {
        Package subject = Packages.of(Accounts.OCTO_ORG, type).withVisibility(visibility);
        long tagged = versions.values().stream()
                .filter(each -> !each.version().tags().isEmpty())
                .count();
        Package counted = subject.withVersions(
                new VersionCounts(OptionalLong.of(versions.size()), OptionalLong.of(tagged), OptionalLong.empty()));
        return name.map(other -> Packages.named(counted, other)).orElse(counted);
    }

    /** Makes the package public. */
    public Cleanup open() {
        visibility = Visibility.PUBLIC;
        return this;
    }

    /** Gives the package another name. */
    public Cleanup named(String other) {
        name = Optional.of(other);
        return this;
    }

    /** GitHub has refused lately to delete the version that was added last. */
    public Cleanup refusedBefore() {
        refusedBefore.add(new VersionId(1001 - versions.size()));
        return this;
    }

    /** The versions, in the order of their names. */
    public List<VersionWithManifest> versions() {
        return List.copyOf(versions.values());
    }

    /** What a criterion knows beside the package. */
    public EvaluationContext context() {
        return new EvaluationContext(NOW, ZoneOffset.UTC, lists);
    }

    /** What conditions say of each version: {@code no}, or {@code yes} or {@code unknown} with the reason in words. */
    public Map<String, String> judge(Criterion... criteria) {
        Conditions conditions = new Conditions(List.of(criteria));
        Map<String, String> results = new LinkedHashMap<>();
        candidates().forEach((name, candidate) -> {
            Truth result = conditions.test(candidate, context());
            String because = result == Truth.NO ? "" : ": " + conditions.because(result, candidate, context());
            results.put(name, result.name().toLowerCase(Locale.ROOT) + because);
        });
        return results;
    }

    /** The versions as rules judge them, by their short names. */
    public Map<String, Candidate> candidates() {
        List<VersionWithManifest> all = versions();
        ImageGraph graph = type.hasTags() ? ImageGraph.of(all) : ImageGraph.withoutManifests(all.size());
        Set<VersionNumber> releases = all.stream()
                .flatMap(each -> VersionNumber.parse(type, each.version().name().value()).stream())
                .filter(number -> !number.prerelease())
                .collect(Collectors.toSet());
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (String name : versions.keySet()) {
            int i = candidates.size();
            candidates.put(name, new Candidate(subject(), all.get(i), all.get(i).ownTags(), graph.defect(i), releases));
        }
        return candidates;
    }

    /** The package with its versions. */
    public PackageContent content() {
        return new PackageContent(subject(), versions(), refusedBefore);
    }

    /** The plan of the package by a policy, as its admin. */
    public PackagePlan plan(CleanupPolicy policy) {
        return new CleanupPlanner(Rules.GITHUB)
                .plan(
                        Tokens.withAllScopes(),
                        Affiliation.ofUser(
                                Accounts.MONALISA, Accounts.OCTO_ORG, Membership.OWNER, Role.NONE, Role.NONE),
                        content(),
                        policy,
                        context())
                .fold(plan -> plan, refusal -> {
                    throw new AssertionError(refusal);
                });
    }

    /** The names of the versions that a policy leaves. */
    public List<String> survivors(CleanupPolicy policy) {
        return named(plan(policy), version -> !version.deleted());
    }

    private List<String> named(PackagePlan plan, Predicate<PlannedVersion> condition) {
        Map<VersionId, PlannedVersion> planned = byId(plan);
        return versions.entrySet().stream()
                .filter(entry ->
                        condition.test(planned.get(entry.getValue().version().id())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<VersionId, PlannedVersion> byId(PackagePlan plan) {
        return plan.versions().stream()
                .collect(Collectors.toMap(each -> each.version().id(), Function.identity()));
    }

    /** What a policy does with each version, with the reasons in words: {@code keep} or {@code delete}, and why. */
    public Map<String, String> reasons(CleanupPolicy policy) {
        Map<VersionId, PlannedVersion> plan = byId(plan(policy));
        Map<String, String> reasons = new LinkedHashMap<>();
        versions.forEach((name, content) -> {
            PlannedVersion planned = plan.get(content.version().id());
            reasons.put(
                    name,
                    (planned.deleted() ? "goes; " : "stays; ")
                            + planned.reasons().stream().map(Reason::text).collect(Collectors.joining("; ")));
        });
        return reasons;
    }

    /** The names of the versions that a policy deletes, in the order of their deletion. */
    public List<String> deletionOrder(CleanupPolicy policy) {
        Map<VersionId, String> names = versions.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getValue().version().id(), Map.Entry::getKey));
        return plan(policy).deletionOrder().stream().map(names::get).toList();
    }

    /** A policy with these rules: {@link KeepRule}, {@link DeleteRule} and {@link PackageRule}. */
    public static CleanupPolicy policy(Object... rules) {
        return new CleanupPolicy(
                "test",
                Selection.ALL,
                only(KeepRule.class, rules),
                only(DeleteRule.class, rules),
                only(PackageRule.class, rules),
                UnknownManifests.KEEP_PACKAGE,
                Safeguards.ALL);
    }

    private static <T> List<T> only(Class<T> kind, Object... rules) {
        return Stream.of(rules).filter(kind::isInstance).map(kind::cast).toList();
    }

    /** A rule named {@code keep} that keeps all versions that meet these criteria. */
    public static KeepRule keep(Criterion... criteria) {
        return new KeepRule("keep", new Conditions(List.of(criteria)), Optional.empty());
    }

    /** A rule named {@code last} that keeps the newest of the versions that meet these criteria. */
    public static KeepRule keepLast(int number, Criterion... criteria) {
        return new KeepRule(
                "last",
                new Conditions(List.of(criteria)),
                Optional.of(new Counting(
                        OptionalInt.of(number),
                        Map.of(),
                        Optional.empty(),
                        new Grouping.ByPackage(),
                        VersionOrder.CREATED)));
    }

    /** A rule named {@code count} that keeps some of the versions that meet these criteria. */
    public static KeepRule keepCounted(Counting counting, Criterion... criteria) {
        return new KeepRule("count", new Conditions(List.of(criteria)), Optional.of(counting));
    }

    /** A rule named {@code delete}. */
    public static DeleteRule delete(Criterion... criteria) {
        return new DeleteRule("delete", new Conditions(List.of(criteria)));
    }

    /** A copy of a policy with other safeguards. */
    public static CleanupPolicy with(CleanupPolicy policy, Safeguards safeguards) {
        return new CleanupPolicy(
                policy.name(),
                policy.selection(),
                policy.keep(),
                policy.delete(),
                policy.deletePackages(),
                policy.unknownManifests(),
                safeguards);
    }

    /** A copy of a policy that handles unknown manifests in another way. */
    public static CleanupPolicy with(CleanupPolicy policy, UnknownManifests unknown) {
        return new CleanupPolicy(
                policy.name(),
                policy.selection(),
                policy.keep(),
                policy.delete(),
                policy.deletePackages(),
                unknown,
                policy.safeguards());
    }
}
