package dev.packhouse.adapter.http.policyfile;

import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.document.CheckedParser;
import dev.packhouse.adapter.http.document.FieldReader;
import dev.packhouse.adapter.http.document.MalformedException;
import dev.packhouse.adapter.http.document.Node;
import dev.packhouse.adapter.http.document.Node.Mapping;
import dev.packhouse.adapter.http.document.Node.Scalar;
import dev.packhouse.adapter.http.document.NodeReader;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.Problems;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.Limits;
import dev.packhouse.domain.cleanup.policy.NameList;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.cleanup.policy.PolicySet;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.cleanup.policy.Selection;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.text.NamePattern;
import dev.packhouse.domain.text.NameText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a policy file into policies and lists. Reports all its problems in one pass. */
final class PolicyReader {

    /** The maximum number of keys and values. */
    private static final int MAX_SIZE = 100_000;

    /** The maximum number of policies, of the rules of each kind in a policy, and of lists. */
    static final int MAX_ITEMS = 100;

    private static final String NAME = "cleanup";
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Pattern LIST_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final List<String> SWITCHES = List.of("on", "true", "off", "false");

    private final Problems<Problem> problems;
    private final Function<String, ByteSource> files;
    private final SortedMap<String, ListFile> lists = new TreeMap<>();

    /**
     * Creates the reader of one file.
     *
     * @param files the file at a path that the policy file has
     */
    PolicyReader(Problems<Problem> problems, Function<String, ByteSource> files) {
        this.problems = problems;
        this.files = files;
    }

    /** What a file has. */
    record Parsed(PolicySet policies, SortedMap<String, ListFile> lists, PolicyLines lines) {}

    /** Reads the document. Empty only if it has problems. */
    Optional<Parsed> read(CheckedParser tokens) throws IOException {
        if (tokens.nextToken() == null) {
            problem(1, "the file is empty, expected a mapping of version, name, zone, lists, policies, limits");
            return Optional.empty();
        }
        Node root = new NodeReader(
                        problems, MAX_SIZE, "a policy file has at most %d keys and values".formatted(MAX_SIZE))
                .read(tokens);
        if (tokens.nextToken() != null) {
            problem(tokens.line(), "a second document begins here, expected one only");
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        refuseNothing(root);
        if (!(root instanceof Mapping mapping)) {
            problem(
                    root.line(),
                    "the file is %s, expected a mapping of version, name, zone, lists, policies, limits"
                            .formatted(root.kind()));
            return Optional.empty();
        }
        Optional<PolicySet> policies = policySet(new FieldReader(mapping, problems));
        return policies.map(set -> new Parsed(set, lists, new PolicyLines(root)));
    }

    /** A key without a value could hide a condition that was to limit a rule. */
    private void refuseNothing(Node node) {
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                if (entry.value() instanceof Scalar scalar && scalar.isNull()) {
                    problem(entry.line(), "'%s' has no value".formatted(key));
                }
                refuseNothing(entry.value());
            });
        } else if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(this::refuseNothing);
        }
    }

    private Optional<PolicySet> policySet(FieldReader file) {
        OptionalLong version = file.number("version");
        if (!file.hasKey("version")) {
            file.problem(file.line(), "missing 'version', expected 'version: 1'");
        } else if (version.orElse(1) != 1) {
            file.problem("version", "'version' is %d, expected 1".formatted(version.getAsLong()));
        }
        String name = file.optional("name", PolicyReader::name).orElse(NAME);
        ZoneId zone = file.optional("zone", PolicyReader::zone).orElse(UTC);
        file.mapping("lists").ifPresent(this::lists);
        List<CleanupPolicy> policies = new ArrayList<>();
        List<FieldReader> mappings = mappings(file, "policies");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < mappings.size(); i++) {
            policies.add(policy(mappings.get(i), "policy " + (i + 1), names));
        }
        if (!file.hasKey("policies")) {
            file.problem(file.line(), "missing 'policies'");
        } else if (file.isEmptyList("policies")) {
            file.problem("policies", "there is no policy");
        }
        Limits limits = file.mapping("limits")
                .map(mapping -> limits(new FieldReader(mapping, problems)))
                .orElse(Limits.DEFAULT);
        refuseOwners(file);
        file.refuseOthers();
        return problems.isEmpty()
                ? Optional.of(new PolicySet(name, zone, policies, limits, lists.keySet()))
                : Optional.empty();
    }

    static String name(String text) {
        NameText.check("name", text);
        return text;
    }

    private static ZoneId zone(String text) {
        try {
            ZoneId zone = ZoneId.of(text);
            return zone.normalized().equals(ZoneOffset.UTC) ? UTC : zone;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'%s' is no time zone, expected one such as UTC, Europe/Berlin or +02:00".formatted(text), e);
        }
    }

    private static void refuseOwners(FieldReader fields) {
        for (String key : List.of("owner", "owners")) {
            fields.refuse(key, "a policy has no '%s': the command that makes a plan names the owner".formatted(key));
        }
    }

    private void lists(Mapping mapping) {
        if (mapping.entries().size() > MAX_ITEMS) {
            problem(mapping.line(), "'lists' has more than %d lists".formatted(MAX_ITEMS));
            return;
        }
        mapping.entries().forEach((name, entry) -> {
            if (!LIST_NAME.matcher(name).matches()) {
                problem(
                        entry.line(),
                        "Invalid name '%s' of a list: expected 1 to 100 letters, digits, '.', '-' and '_'"
                                .formatted(name));
            }
            ListFile list = new ListFile("", NameList.of(List.of()), "");
            if (entry.value() instanceof Mapping value) {
                FieldReader fields = new FieldReader(value, problems);
                Optional<String> path = fields.required("file", Function.identity());
                fields.refuseOthers();
                list = path.flatMap(file -> list(fields, file)).orElse(list);
            } else {
                problem(
                        entry.line(),
                        "list '%s' is %s, expected a mapping of file"
                                .formatted(name, entry.value().kind()));
            }
            lists.put(name, list);
        });
    }

    private Optional<ListFile> list(FieldReader fields, String path) {
        try {
            return Optional.of(new ListReader(ListReader.MAX_ENTRIES).read(path, files.apply(path)));
        } catch (MalformedException e) {
            fields.problem("file", "line %d of '%s': %s".formatted(e.line(), path, e.getMessage()));
        } catch (NoSuchFileException e) {
            fields.problem("file", "there is no file '%s' beside the policy file".formatted(path));
        } catch (IOException | IllegalArgumentException e) {
            fields.problem("file", "cannot read '%s': %s".formatted(path, e.getMessage()));
        }
        return Optional.empty();
    }

    private CleanupPolicy policy(FieldReader policy, String otherwise, Set<String> names) {
        String name = policy.optional("name", PolicyReader::name).orElse(otherwise);
        if (!names.add(name)) {
            policy.problem("name", "two policies are named '%s'".formatted(name));
        }
        Selection selection = policy.mapping("select")
                .map(mapping -> selection(new FieldReader(mapping, problems)))
                .orElse(Selection.ALL);
        RuleReader rules = new RuleReader(problems, new CriteriaReader(problems, selection.types(), lists.keySet()));
        List<FieldReader> keep = mappings(policy, "keep");
        List<KeepRule> keepRules = new ArrayList<>();
        for (int i = 0; i < keep.size(); i++) {
            rules.keep(keep.get(i), "keep " + (i + 1)).ifPresent(keepRules::add);
        }
        List<FieldReader> delete = mappings(policy, "delete");
        List<DeleteRule> deleteRules = new ArrayList<>();
        for (int i = 0; i < delete.size(); i++) {
            rules.delete(delete.get(i), "delete " + (i + 1)).ifPresent(deleteRules::add);
        }
        List<PackageRule> packageRules = mappings(policy, "delete-packages").stream()
                .flatMap(rule -> rules.deletePackage(rule).stream())
                .toList();
        if (hasNoRule(policy)) {
            policy.problem(policy.line(), "the policy has no rule below 'keep', 'delete' or 'delete-packages'");
        }
        UnknownManifests unknown = policy.optional(
                        "unknown-manifests",
                        Labels.of("way with unknown manifests", UnknownManifests.values(), UnknownManifests::label))
                .orElse(UnknownManifests.KEEP_PACKAGE);
        Safeguards safeguards = policy.mapping("safeguards")
                .map(mapping -> safeguards(new FieldReader(mapping, problems)))
                .orElse(Safeguards.ALL);
        policy.refuseOthers();
        return new CleanupPolicy(name, selection, keepRules, deleteRules, packageRules, unknown, safeguards);
    }

    private static boolean hasNoRule(FieldReader policy) {
        return List.of("keep", "delete", "delete-packages").stream()
                .allMatch(key -> !policy.hasKey(key) || policy.isEmptyList(key));
    }

    private Selection selection(FieldReader select) {
        Selection selection = new Selection(
                new HashSet<>(select.oneOrMore(
                        "types", Labels.of("type of package", PackageType.values(), PackageType::label))),
                select.oneOrMore("packages", NamePattern::parse),
                select.oneOrMore("exclude", NamePattern::parse),
                new HashSet<>(select.oneOrMore(
                        "visibility", Labels.of("visibility", Visibility.values(), Visibility::label))),
                new HashSet<>(select.oneOrMore("linked-to", RepositoryName::parse)));
        refuseOwners(select);
        select.refuseOthers();
        return selection;
    }

    private static Safeguards safeguards(FieldReader fields) {
        Set<Safeguard> off = EnumSet.noneOf(Safeguard.class);
        Age young = Safeguards.ALL.young();
        for (Safeguard safeguard : Safeguard.values()) {
            String key = safeguard.label();
            Optional<String> value = safeguard == Safeguard.YOUNG
                    ? fields.word(key, PolicyReader::ageOrSwitch)
                    : fields.word(key, PolicyReader::onOrOff);
            boolean isOff = value.filter(word -> word.equals("off") || word.equals("false"))
                    .isPresent();
            if (isOff) {
                off.add(safeguard);
            } else if (safeguard == Safeguard.YOUNG) {
                young = value.filter(word -> !SWITCHES.contains(word))
                        .map(Age::new)
                        .orElse(young);
            }
        }
        fields.refuse("needed", "'needed' cannot be switched off: what an image needs stays with it");
        fields.refuse("unread", "'unread' is no safeguard: see 'unknown-manifests' of the policy");
        fields.refuseOthers();
        return new Safeguards(off, young);
    }

    private static String onOrOff(String word) {
        if (!SWITCHES.contains(word)) {
            throw new IllegalArgumentException("'%s' is neither on nor off".formatted(word));
        }
        return word;
    }

    private static String ageOrSwitch(String word) {
        return SWITCHES.contains(word) ? word : new Age(word).text();
    }

    private Limits limits(FieldReader fields) {
        Limits otherwise = Limits.DEFAULT;
        int deletions = limit(fields, "max-deletions", Integer.MAX_VALUE, otherwise.maxDeletions());
        Optional<FieldReader> percent =
                fields.mapping("max-percent").map(mapping -> new FieldReader(mapping, problems));
        int tagged = percent.map(of -> limit(of, "tagged", 100, otherwise.maxTaggedPercent()))
                .orElse(otherwise.maxTaggedPercent());
        int all =
                percent.map(of -> limit(of, "all", 100, otherwise.maxPercent())).orElse(otherwise.maxPercent());
        percent.ifPresent(FieldReader::refuseOthers);
        int atLeast = limit(fields, "of-at-least", Integer.MAX_VALUE, otherwise.ofAtLeast());
        int packages = limit(fields, "max-packages", Integer.MAX_VALUE, otherwise.maxPackages());
        fields.refuseOthers();
        return new Limits(deletions, tagged, all, atLeast, packages);
    }

    private static int limit(FieldReader fields, String key, int most, int otherwise) {
        return (int) fields.number(key, 0, most).orElse(otherwise);
    }

    /** Reads a list of mappings. */
    private List<FieldReader> mappings(FieldReader fields, String key) {
        List<Node> items = fields.items(key);
        if (items.size() > MAX_ITEMS) {
            fields.problem(key, "'%s' has %d items, and at most %d are read".formatted(key, items.size(), MAX_ITEMS));
            return List.of();
        }
        List<FieldReader> mappings = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof Mapping mapping) {
                mappings.add(new FieldReader(mapping, problems));
            } else {
                problem(item.line(), "an item of '%s' is %s, expected a mapping".formatted(key, item.kind()));
            }
        }
        return mappings;
    }

    private void problem(int line, String reason) {
        problems.add(new Problem(line, reason));
    }
}
