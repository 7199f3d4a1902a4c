package dev.packhouse.domain.cleanup.plan;

import static java.util.Comparator.comparing;

import dev.packhouse.domain.cleanup.plan.Reason.HeldBy;
import dev.packhouse.domain.cleanup.policy.Candidate;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.image.ImageGraph;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.version.VersionNumber;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The planning of one package. Versions are numbered by their position. Used by one thread, once. */
final class PackagePlanning {

    private final PackageContent content;
    private final List<VersionWithManifest> versions;
    private final CleanupPolicy policy;
    private final EvaluationContext context;
    private final DeletionPolicy deletion;
    private final ImageGraph graph;
    private final List<Candidate> candidates;
    private final Judgement judgement;
    private final BitSet unclear;
    private final ReasonLists lists = new ReasonLists();

    /** What else holds versions: safeguards, refusals, and manifests that are not known. */
    private final Reason[] held;

    PackagePlanning(PackageContent content, CleanupPolicy policy, EvaluationContext context, DeletionPolicy deletion) {
        this.content = content;
        this.versions = content.versions();
        this.policy = policy;
        this.context = context;
        this.deletion = deletion;
        this.graph = hasManifests() ? ImageGraph.of(versions) : ImageGraph.withoutManifests(versions.size());
        this.candidates = candidates();
        this.judgement = new Judgement(policy, candidates, graph, context, lists);
        this.unclear = Closure.unclear(graph);
        this.held = new Reason[versions.size()];
    }

    private boolean hasManifests() {
        return content.subject().namespace().type().hasTags();
    }

    private List<Candidate> candidates() {
        Set<VersionNumber> releases = policy.asksFor(Criterion.Superseded.class) ? releases() : Set.of();
        return IntStream.range(0, versions.size())
                .mapToObj(i -> new Candidate(
                        content.subject(), versions.get(i), versions.get(i).ownTags(), graph.defect(i), releases))
                .toList();
    }

    private Set<VersionNumber> releases() {
        PackageType type = content.subject().namespace().type();
        return versions.stream()
                .flatMap(content ->
                        VersionNumber.parse(type, content.version().name().value()).stream())
                .filter(number -> !number.prerelease())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Makes the plan.
     *
     * @param refuses why the package cannot be deleted as a whole
     */
    PackagePlan plan(Function<Package, Optional<Refusal>> refuses) {
        holdBySafeguards();
        boolean packageMayGo =
                IntStream.range(0, held.length).allMatch(i -> judgement.kept(i).isEmpty() && held[i] == null);
        holdForDownloads();
        Closure closure = closure();
        while (holdForUnknown(closure)) {
            closure = closure();
        }
        boolean emptied = held.length > 0 && closure.staying() == 0;
        Optional<PackageRule> rule = packageMayGo ? packageRule(emptied) : Optional.empty();
        if (rule.isPresent() && refuses.apply(wholeSubject()).isEmpty()) {
            return whole(rule.get().label(), emptied);
        }
        while (holdLast(closure) || holdForLast(closure) || holdForUnknown(closure)) {
            closure = closure();
        }
        return byVersion(closure, emptied);
    }

    private void holdBySafeguards() {
        SafeguardCheck safeguards = new SafeguardCheck(policy, content, candidates, context);
        for (int i = 0; i < held.length; i++) {
            held[i] = safeguards.heldBy(candidates.get(i)).orElse(null);
        }
    }

    /** Holds what the registry would refuse whatever else goes. It refuses nothing for downloads that are not known. */
    private void holdForDownloads() {
        Package uncounted = content.subject().withVersions(VersionCounts.UNKNOWN);
        for (int i = 0; i < held.length; i++) {
            PackageVersion version = versions.get(i).version();
            if (held[i] == null && version.downloads().isPresent() && mayGo(i)) {
                held[i] = deletion.objection(uncounted, version)
                        .map(Reason.WouldBeRefused::new)
                        .orElse(null);
            }
        }
    }

    /** Whether a version goes unless something keeps it: a rule deletes it, or it goes with what it belongs to. */
    private boolean mayGo(int version) {
        return judgement.condemned(version) || !graph.isRoot(version);
    }

    private Closure closure() {
        BitSet seeds = (BitSet) unclear.clone();
        for (int i = 0; i < held.length; i++) {
            if (!mayGo(i) || held[i] != null || !judgement.kept(i).isEmpty()) {
                seeds.set(i);
            }
        }
        return new Closure(graph, seeds);
    }

    /** Holds what may be needed by manifests that are not known. Returns whether there is any, as the next ones do. */
    private boolean holdForUnknown(Closure closure) {
        if (!hasManifests() || policy.unknownManifests() == UnknownManifests.IGNORE) {
            return false;
        }
        boolean wholePackage = policy.unknownManifests() == UnknownManifests.KEEP_PACKAGE;
        Optional<Reason> needs = IntStream.range(0, held.length)
                .filter(i -> closure.stays(i) && unknown(i) && !isAlone(i, closure))
                .mapToObj(this::unknownReason)
                .findFirst();
        boolean more = false;
        for (int i = 0; i < held.length; i++) {
            boolean concerned = wholePackage || !graph.isNamed(i);
            if (concerned && !closure.stays(i) && (unknown(i) || needs.isPresent())) {
                held[i] = unknown(i) ? unknownReason(i) : needs.get();
                more = true;
            }
        }
        return more;
    }

    /** Whether the version stays only because its manifest is not known: what it needs goes by the same rules. */
    private boolean isAlone(int version, Closure closure) {
        return held[version] instanceof Reason.ManifestUnknown
                && IntStream.of(graph.owners(version)).noneMatch(closure::stays);
    }

    private boolean unknown(int version) {
        return versions.get(version).manifest() instanceof ManifestFacts.Unknown;
    }

    private Reason unknownReason(int version) {
        ManifestFacts.Unknown facts =
                (ManifestFacts.Unknown) versions.get(version).manifest();
        return new Reason.ManifestUnknown("the manifest of %s is not known: %s"
                .formatted(versions.get(version).version().id(), facts.reason()));
    }

    /** Holds the newest version that the registry would refuse as the last one, and the newest tagged one. */
    private boolean holdLast(Closure closure) {
        if (!policy.safeguards().has(Safeguard.LAST_VERSION) || !losesLast(closure)) {
            return false;
        }
        boolean losesTags = content.subject().namespace().type() == PackageType.CONTAINER && tagged() > 0;
        if (closure.staying() > 0 && !losesTags) {
            return false;
        }
        Optional<Integer> newest =
                newest(i -> losesTags ? graph.isNamed(i) : graph.isRoot(i)).or(() -> newest(this::isTagged));
        held[newest.orElseThrow()] =
                new HeldBy(Safeguard.LAST_VERSION, losesTags ? "the last tagged version" : "the last version");
        return true;
    }

    /** Whether no version stays, or no tagged one of those that there are. */
    private boolean losesLast(Closure closure) {
        boolean taggedStays = IntStream.range(0, held.length).anyMatch(i -> closure.stays(i) && isTagged(i));
        return closure.staying() < held.length && (closure.staying() == 0 || (tagged() > 0 && !taggedStays));
    }

    private Optional<Integer> newest(IntPredicate condition) {
        return IntStream.range(0, held.length).filter(condition).boxed().findFirst();
    }

    private boolean isTagged(int version) {
        return !versions.get(version).version().tags().isEmpty();
    }

    private long tagged() {
        return IntStream.range(0, held.length).filter(this::isTagged).count();
    }

    /** Holds what the registry would refuse as the last version, if the versions were deleted in order. */
    private boolean holdForLast(Closure closure) {
        if (!losesLast(closure)) {
            return false;
        }
        boolean refused = false;
        long active = versions.size();
        long tagged = tagged();
        for (int i : DeletionOrder.of(graph, closure)) {
            Optional<Refusal> refusal =
                    deletion.objection(counted(active, tagged), versions.get(i).version());
            if (refusal.isPresent()) {
                held[i] = new Reason.WouldBeRefused(refusal.get());
                refused = true;
            } else {
                active--;
                tagged -= isTagged(i) ? 1 : 0;
            }
        }
        return refused;
    }

    /** The package with these counts of its versions. The most downloads matter only to its own deletion. */
    private Package counted(long active, long tagged) {
        return content.subject()
                .withVersions(
                        new VersionCounts(OptionalLong.of(active), OptionalLong.of(tagged), OptionalLong.empty()));
    }

    /** The most downloads of a version, of those that are known; empty if none are. */
    private OptionalLong mostDownloads() {
        return versions.stream()
                .flatMapToLong(each -> each.version().downloads().stream())
                .max();
    }

    private Optional<PackageRule> packageRule(boolean emptied) {
        List<PackageVersion> all =
                versions.stream().map(VersionWithManifest::version).toList();
        return policy.deletePackages().stream()
                .filter(rule -> rule.test(all, emptied, context))
                .min(comparing(PackageRule::label));
    }

    private Package wholeSubject() {
        VersionCounts counts =
                new VersionCounts(OptionalLong.of(versions.size()), OptionalLong.of(tagged()), mostDownloads());
        return content.subject().withVersions(counts);
    }

    private PackagePlan whole(String rule, boolean emptied) {
        List<PlannedVersion> planned = IntStream.range(0, held.length)
                .mapToObj(i -> planned(i, true, List.of(new Reason.GoesWithPackage(rule)), i))
                .toList();
        return new PackagePlan(content.subject(), planned, List.of(), Optional.of(rule), emptied);
    }

    private PackagePlan byVersion(Closure closure, boolean emptied) {
        List<PlannedVersion> planned = IntStream.range(0, held.length)
                .mapToObj(i -> closure.stays(i)
                        ? planned(i, false, staying(i, closure), i)
                        : planned(i, true, going(i, closure), closure.goesWith(i) < 0 ? i : closure.goesWith(i)))
                .toList();
        List<VersionId> order = IntStream.of(DeletionOrder.of(graph, closure))
                .mapToObj(i -> versions.get(i).version().id())
                .toList();
        return new PackagePlan(content.subject(), planned, order, Optional.empty(), emptied);
    }

    private PlannedVersion planned(int version, boolean deleted, List<Reason> reasons, int group) {
        return new PlannedVersion(
                versions.get(version),
                graph.defect(version),
                deleted,
                reasons,
                versions.get(group).version().id());
    }

    private List<Reason> going(int version, Closure closure) {
        int image = closure.goesWith(version);
        if (image >= 0) {
            return lists.of(
                    List.of(new Reason.GoesWith(versions.get(image).version().id(), label(image))));
        }
        List<Reason> reasons = new ArrayList<>(judgement.deleted(version));
        reasons.removeIf(reason -> !(reason instanceof Reason.DeletedBy));
        return lists.of(reasons);
    }

    private List<Reason> staying(int version, Closure closure) {
        List<Reason> reasons = new ArrayList<>(judgement.kept(version));
        int owner = closure.neededBy(version);
        if (held[version] != null && mayGo(version)) {
            reasons.add(held[version]);
        }
        if (owner >= 0) {
            reasons.add(new Reason.NeededBy(versions.get(owner).version().id(), label(owner)));
        } else if (unclear.get(version)) {
            reasons.add(new Reason.Unclear());
        }
        reasons.addAll(judgement.deleted(version));
        return lists.of(reasons.isEmpty() ? List.of(new Reason.NoRule()) : reasons);
    }

    private String label(int version) {
        List<Tag> tags = candidates.get(version).ownTags();
        return tags.isEmpty()
                ? candidates.get(version).shortName()
                : tags.get(0).value();
    }
}
