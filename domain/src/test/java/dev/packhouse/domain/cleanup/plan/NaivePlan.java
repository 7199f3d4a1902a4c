package dev.packhouse.domain.cleanup.plan;

import dev.packhouse.domain.cleanup.policy.Candidate;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Counting;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.TimePeriod;
import dev.packhouse.domain.cleanup.policy.Truth;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.cleanup.policy.VersionOrder;
import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.version.VersionNumber;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a policy deletes, found in the plainest way: each rule is asked about each version by itself, and references are followed
 * pair by pair until nothing changes. It leaves out that the last version of a package has to stay.
 */
final class NaivePlan {

    private static final Pattern REFERRER = Pattern.compile("sha256-([0-9a-f]{64})(?:[._-].*)?");

    private final PackageContent content;
    private final CleanupPolicy policy;
    private final EvaluationContext context;
    private final List<Node> all;
    private final Set<String> present;
    private final Map<VersionId, Node> byId = new HashMap<>();
    private final Set<Node> roots = new HashSet<>();
    private final Set<Node> kept = new HashSet<>();
    private final Set<Node> condemned = new HashSet<>();
    private final Set<Node> guarded = new HashSet<>();
    private final Set<Node> goes = new HashSet<>();
    private boolean emptied;

    NaivePlan(PackageContent content, CleanupPolicy policy, EvaluationContext context) {
        this.content = content;
        this.policy = policy;
        this.context = context;
        this.all = content.versions().stream().map(Node::new).toList();
        this.present = all.stream().map(node -> node.name).collect(Collectors.toSet());
        all.forEach(each -> byId.put(each.version.id(), each));
        all.forEach(each -> all.stream().filter(other -> owns(each, other)).forEach(other -> {
            each.owned.add(other);
            other.owners.add(each);
        }));
        all.stream()
                .filter(each -> !each.ownTags.isEmpty() || each.owners.isEmpty())
                .forEach(roots::add);
        Set<VersionNumber> releases = releases();
        all.forEach(each ->
                each.candidate = new Candidate(content.subject(), each.content, each.ownTags, defect(each), releases));
        all.stream().filter(this::isKept).forEach(kept::add);
        all.stream().filter(this::isCondemned).forEach(condemned::add);
        all.stream().filter(this::isGuarded).forEach(guarded::add);
        follow();
    }

    /** A version with what belongs to it. */
    private static final class Node {
        private final VersionWithManifest content;
        private final PackageVersion version;
        private final String name;
        private final List<Tag> ownTags;
        private final Set<String> children;
        private final Set<String> references = new HashSet<>();
        private final Set<Node> owned = new HashSet<>();
        private final Set<Node> owners = new HashSet<>();
        private Candidate candidate;

        Node(VersionWithManifest content) {
            this.content = content;
            this.version = content.version();
            this.name = version.name().value();
            this.ownTags = version.tags().stream()
                    .filter(tag -> !REFERRER.matcher(tag.value()).matches())
                    .toList();
            this.children = content.known().map(Manifest::children).orElse(List.of()).stream()
                    .map(child -> child.digest().value())
                    .collect(Collectors.toSet());
            content.known().flatMap(Manifest::subject).ifPresent(subject -> references.add(subject.value()));
            for (Tag tag : version.tags()) {
                Matcher matcher = REFERRER.matcher(tag.value());
                if (matcher.matches()) {
                    references.add("sha256:" + matcher.group(1));
                }
            }
        }

        boolean isUnknown() {
            return content.manifest() instanceof ManifestFacts.Unknown;
        }
    }

    private static Set<VersionId> ids(Set<Node> nodes) {
        return nodes.stream().map(node -> node.version.id()).collect(Collectors.toSet());
    }

    /** What goes, if a package could be without its last version. */
    Set<VersionId> goes() {
        return ids(goes);
    }

    Set<VersionId> kept() {
        return ids(kept);
    }

    Set<VersionId> condemned() {
        return ids(condemned);
    }

    Set<VersionId> owners(VersionId version) {
        return ids(byId.get(version).owners);
    }

    /** A version, and everything that belongs to it. */
    Set<VersionId> reachable(VersionId version) {
        return ids(closure(Set.of(byId.get(version))));
    }

    boolean isRoot(VersionId version) {
        return roots.contains(byId.get(version));
    }

    Optional<ImageDefect> defect(VersionId version) {
        return byId.get(version).candidate.defect();
    }

    /** Whether a version is in a circle, or belongs to one that is. */
    boolean isBehindACircle(VersionId version) {
        Node node = byId.get(version);
        return all.stream()
                .filter(each -> closure(Set.of(each)).contains(node))
                .anyMatch(each -> each.owned.stream()
                        .anyMatch(part -> closure(Set.of(part)).contains(each)));
    }

    boolean hasUnclear() {
        return !unclear().isEmpty();
    }

    /** Versions that no image reaches: they are in a circle, or belong to one. */
    private Set<Node> unclear() {
        Set<Node> reached = closure(roots);
        return all.stream().filter(each -> !reached.contains(each)).collect(Collectors.toSet());
    }

    private boolean hasManifests() {
        return content.subject().namespace().type() == PackageType.CONTAINER
                || content.subject().namespace().type() == PackageType.DOCKER;
    }

    private boolean owns(Node owner, Node other) {
        return hasManifests()
                && owner != other
                && (owner.children.contains(other.name) || other.references.contains(owner.name));
    }

    private Optional<ImageDefect> defect(Node node) {
        if (!hasManifests()) {
            return Optional.empty();
        }
        if (!node.references.isEmpty() && node.references.stream().noneMatch(present::contains)) {
            return Optional.of(ImageDefect.ORPHANED);
        }
        if (present.containsAll(node.children)) {
            return Optional.empty();
        }
        return Optional.of(
                node.children.stream().anyMatch(present::contains) ? ImageDefect.PARTIAL : ImageDefect.GHOST);
    }

    private Set<VersionNumber> releases() {
        PackageType type = content.subject().namespace().type();
        return all.stream()
                .flatMap(each -> VersionNumber.parse(type, each.name).stream())
                .filter(number -> !number.prerelease())
                .collect(Collectors.toSet());
    }

    private Truth test(Conditions conditions, Node version) {
        return conditions.test(version.candidate, context);
    }

    private boolean isOrphan(Node version) {
        return version.ownTags.isEmpty() && version.candidate.defect().equals(Optional.of(ImageDefect.ORPHANED));
    }

    private boolean isKept(Node version) {
        return policy.keep().stream().anyMatch(rule -> keeps(rule, version));
    }

    private boolean keeps(KeepRule rule, Node version) {
        Truth truth = test(rule.conditions(), version);
        if (rule.counting().isEmpty()) {
            return truth != Truth.NO;
        }
        boolean counts = roots.contains(version) && !isOrphan(version);
        return counts
                && (truth == Truth.UNKNOWN
                        || (truth == Truth.YES
                                && isCounted(rule, rule.counting().get(), version)));
    }

    private boolean isCounted(KeepRule rule, Counting counting, Node version) {
        return counting.grouping().keys(version.candidate).stream().anyMatch(key -> {
            List<Node> group = all.stream()
                    .filter(each ->
                            roots.contains(each) && !isOrphan(each) && test(rule.conditions(), each) == Truth.YES)
                    .filter(each -> counting.grouping().keys(each.candidate).contains(key))
                    .toList();
            List<Node> newer = group.stream()
                    .filter(each -> isNewer(each, version, counting.order()))
                    .toList();
            boolean last = newer.size() < counting.last().orElse(0);
            boolean periods = counting.periods().entrySet().stream().anyMatch(period -> {
                Function<Node, Object> number = each -> period(period.getKey(), date(each, counting.order()));
                Set<Object> before = newer.stream().map(number).collect(Collectors.toSet());
                return !before.contains(number.apply(version)) && before.size() < period.getValue();
            });
            boolean within = counting.within().stream().anyMatch(limit -> {
                Instant end = limit.ofNewest()
                        ? group.stream()
                                .map(each -> date(each, counting.order()))
                                .max(Comparator.naturalOrder())
                                .orElseThrow()
                        : context.now();
                return date(version, counting.order()).compareTo(limit.age().before(end, context.zone())) >= 0;
            });
            return last || periods || within;
        });
    }

    private static Instant date(Node version, VersionOrder order) {
        return order == VersionOrder.UPDATED ? version.version.updatedAt() : version.version.createdAt();
    }

    private boolean isNewer(Node one, Node other, VersionOrder order) {
        if (order == VersionOrder.SEMVER) {
            Optional<VersionNumber> first = highest(one);
            Optional<VersionNumber> second = highest(other);
            if (first.isPresent() != second.isPresent()) {
                return first.isPresent();
            }
            if (first.isPresent() && first.get().compareTo(second.get()) != 0) {
                return first.get().compareTo(second.get()) > 0;
            }
        }
        int dates = date(one, order).compareTo(date(other, order));
        return dates != 0
                ? dates > 0
                : one.version.id().value() > other.version.id().value();
    }

    private Optional<VersionNumber> highest(Node version) {
        return version.candidate.numbers().stream().reduce((one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    private Object period(TimePeriod period, Instant instant) {
        LocalDateTime local = instant.atZone(context.zone()).toLocalDateTime();
        return switch (period) {
            case HOURLY ->
                List.of(
                        local.truncatedTo(ChronoUnit.HOURS),
                        instant.atZone(context.zone()).getOffset());
            case DAILY -> local.toLocalDate();
            case WEEKLY -> List.of(local.get(IsoFields.WEEK_BASED_YEAR), local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTHLY -> local.toLocalDate().withDayOfMonth(1);
            case YEARLY -> local.getYear();
        };
    }

    private boolean isCondemned(Node version) {
        return roots.contains(version) && policy.delete().stream().anyMatch(rule -> deletes(rule, version));
    }

    private boolean deletes(DeleteRule rule, Node version) {
        boolean names = rule.conditions().criteria().stream()
                .anyMatch(criterion -> criterion instanceof Criterion.Defect defect
                        && defect.defects().contains(ImageDefect.ORPHANED));
        return (names || !isOrphan(version)) && test(rule.conditions(), version) == Truth.YES;
    }

    private boolean has(Safeguard safeguard) {
        return !policy.safeguards().off().contains(safeguard);
    }

    private boolean isGuarded(Node version) {
        PackageVersion subject = version.version;
        Instant young = policy.safeguards().young().before(context.now(), context.zone());
        return (has(Safeguard.LATEST_TAG) && subject.tags().contains(new Tag("latest")))
                || (has(Safeguard.NEWEST_RELEASE) && !hasManifests() && isNewestRelease(version))
                || (has(Safeguard.REFUSED_BEFORE) && content.refusedBefore().contains(subject.id()))
                || (has(Safeguard.YOUNG) && subject.createdAt().compareTo(young) >= 0);
    }

    private boolean isNewestRelease(Node version) {
        Optional<VersionNumber> own = release(version);
        return own.isPresent()
                && all.stream()
                        .flatMap(each -> release(each).stream())
                        .noneMatch(other -> other.compareTo(own.get()) > 0);
    }

    private Optional<VersionNumber> release(Node version) {
        return version.candidate.numbers().stream()
                .filter(number -> !number.prerelease())
                .findFirst();
    }

    private boolean isRefused(Node version) {
        return content.subject().visibility() == Visibility.PUBLIC
                && version.version.downloads().orElse(0) > 5_000;
    }

    /** What these versions have, with everything that belongs to it. */
    private Set<Node> closure(Set<Node> begin) {
        Set<Node> reached = new HashSet<>(begin);
        boolean more = true;
        while (more) {
            more = false;
            for (Node each : all) {
                more |= reached.contains(each) && reached.addAll(each.owned);
            }
        }
        return reached;
    }

    private void follow() {
        Set<Node> seeds = new HashSet<>(unclear());
        for (Node each : all) {
            if (kept.contains(each)
                    || guarded.contains(each)
                    || isRefused(each)
                    || (roots.contains(each) && !condemned.contains(each))) {
                seeds.add(each);
            }
        }
        Set<Node> alone = new HashSet<>();
        int before = -1;
        while (seeds.size() + alone.size() > before) {
            before = seeds.size() + alone.size();
            Set<Node> staying = closure(seeds);
            if (hasManifests() && policy.unknownManifests() != UnknownManifests.IGNORE) {
                boolean needs = staying.stream().anyMatch(Node::isUnknown);
                for (Node each : all) {
                    boolean concerned =
                            policy.unknownManifests() == UnknownManifests.KEEP_PACKAGE || each.ownTags.isEmpty();
                    if (concerned && needs) {
                        seeds.add(each);
                    } else if (concerned && each.isUnknown() && !staying.contains(each)) {
                        alone.add(each);
                    }
                }
                // What belongs to a version that stays alone stays too.
                Set<Node> parts = closure(alone);
                parts.removeAll(alone);
                seeds.addAll(parts);
            }
        }
        goes.addAll(all);
        goes.removeAll(closure(seeds));
        goes.removeAll(alone);
        emptied = !all.isEmpty() && goes.size() == all.size();
        if (packageGoes()) {
            goes.addAll(all);
        }
    }

    /** Whether all versions go by rules for versions. */
    boolean emptied() {
        return emptied;
    }

    boolean packageGoes() {
        List<PackageVersion> versions = all.stream().map(each -> each.version).toList();
        boolean refused = all.stream().anyMatch(this::isRefused);
        return kept.isEmpty()
                && guarded.isEmpty()
                && !refused
                && policy.deletePackages().stream().anyMatch(rule -> concerns(rule, versions));
    }

    private boolean concerns(PackageRule rule, List<PackageVersion> versions) {
        if (rule instanceof PackageRule.Idle idle) {
            Instant limit = idle.age().before(context.now(), context.zone());
            return !versions.isEmpty()
                    && versions.stream()
                            .noneMatch(version -> version.createdAt().compareTo(limit) >= 0);
        }
        return rule instanceof PackageRule.VersionsAtMost few ? versions.size() <= few.number() : emptied;
    }
}
