package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonToken;
import dev.packhouse.adapter.http.document.CheckedParser;
import dev.packhouse.adapter.http.document.Node;
import dev.packhouse.adapter.http.document.Node.Entry;
import dev.packhouse.adapter.http.document.Node.Mapping;
import dev.packhouse.adapter.http.document.Node.Scalar;
import dev.packhouse.adapter.http.document.Node.Sequence;
import dev.packhouse.adapter.http.document.NodeReader;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.adapter.http.statefile.EntryParser.Parsed;
import dev.packhouse.application.state.Problems;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.StatePath;
import dev.packhouse.domain.naming.PackageType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Streams a document into a state: it holds the current entry as a tree, and all earlier entries as parts of the state.
 * A package is read key by key, because its versions may not fit into a tree.
 */
final class StateReader {

    private static final String KEYS = "users, organizations, repositories, packages, tokens";

    /** More than the largest organizations have members, and it fits into a small heap. */
    static final int MAX_SIZE = 500_000;

    private static final String TOO_LARGE =
            "an entry has at most %d keys and values; versions do not count after 'package_type'".formatted(MAX_SIZE);

    private final Validation validation;
    private final Problems<Problem> problems;
    private final StateLines lines = new StateLines();
    private final NodeReader nodes;
    private final EntryParser entries;
    private final Set<String> sections = new HashSet<>();

    private final List<UserEntry> users = new ArrayList<>();
    private final List<OrganizationEntry> organizations = new ArrayList<>();
    private final List<RepositoryEntry> repositories = new ArrayList<>();
    private final List<PackageEntry> packages = new ArrayList<>();
    private final List<TokenEntry> tokens = new ArrayList<>();

    /** Finds the problems of a state. */
    @FunctionalInterface
    interface Validation {
        void find(RegistryState state, BiConsumer<StatePath, String> problems);
    }

    StateReader(Instant now, Problems<Problem> problems, Validation validation) {
        this.validation = validation;
        this.problems = problems;
        this.nodes = new NodeReader(problems, MAX_SIZE, TOO_LARGE);
        this.entries = new EntryParser(now, problems);
    }

    /** Reads the whole document, and adds all its problems, those of the validation included. */
    RegistryState read(CheckedParser parser) throws IOException {
        document(parser);
        RegistryState state = new RegistryState(users, organizations, repositories, packages, tokens);
        validation.find(state, (path, message) -> problem(lines.line(path), message));
        return state;
    }

    private void document(CheckedParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return;
        }
        if (!parser.isExpectedStartObjectToken()) {
            Node other = nodes.read(parser);
            if (!(other instanceof Scalar scalar && scalar.isNull())) {
                problem(other.line(), "the file is %s, expected a mapping of %s".formatted(other.kind(), KEYS));
            }
        } else {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                section(parser);
            }
        }
        if (parser.nextToken() != null) {
            problem(parser.line(), "a second document begins here, expected one only");
        }
    }

    private void section(CheckedParser parser) throws IOException {
        int line = parser.line();
        String key = parser.currentName();
        parser.nextToken();
        if (!sections.add(key)) {
            problems.add(NodeReader.duplicate(line, key));
            parser.skipChildren();
            return;
        }
        switch (key) {
            case "users" -> each(parser, key, users, entries::user);
            case "organizations" -> each(parser, key, organizations, entries::organization);
            case "repositories" -> each(parser, key, repositories, entries::repository);
            case "packages" -> packages(parser);
            case "tokens" -> each(parser, key, tokens, entries::token);
            default -> {
                problem(line, "unknown key '%s', expected one of %s".formatted(key, KEYS));
                parser.skipChildren();
            }
        }
    }

    /** Parses an entry from each mapping in a list. An entry that cannot be parsed is skipped. */
    private <T> void each(
            CheckedParser parser, String list, List<T> parsed, Function<Mapping, Optional<Parsed<T>>> parse)
            throws IOException {
        if (!isList(parser, list)) {
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            nodes.beginEntry();
            Node node = nodes.read(parser);
            if (node instanceof Mapping mapping) {
                add(list, parsed, parse.apply(mapping));
            } else {
                noMapping(node, "'%s[%d]'".formatted(list, i));
            }
        }
    }

    /** Adds an entry to the state, and its lines at the same place. */
    private <T> void add(String list, List<T> entries, Optional<Parsed<T>> parsed) {
        parsed.ifPresent(valid -> {
            entries.add(valid.entry());
            lines.add(list, valid.lines());
        });
    }

    private boolean isList(CheckedParser parser, String path) throws IOException {
        if (parser.isExpectedStartArrayToken()) {
            return true;
        }
        Node other = nodes.read(parser);
        if (!(other instanceof Scalar scalar && scalar.isNull())) {
            problem(other.line(), "'%s' is %s, expected a list".formatted(path, other.kind()));
        }
        return false;
    }

    private void noMapping(Node node, String what) {
        problem(node.line(), "%s is %s, expected a mapping".formatted(what, node.kind()));
    }

    private void packages(CheckedParser parser) throws IOException {
        if (!isList(parser, "packages")) {
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            nodes.beginEntry();
            if (parser.isExpectedStartObjectToken()) {
                aPackage(parser, "packages[" + i + "].versions");
            } else {
                noMapping(nodes.read(parser), "'packages[%d]'".formatted(i));
            }
        }
    }

    private void aPackage(CheckedParser parser, String pathOfVersions) throws IOException {
        Mapping mapping = new Mapping(parser.line(), new LinkedHashMap<>());
        Map<String, Entry> values = mapping.entries();
        List<Parsed<VersionEntry>> versions = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Optional<PackageType> type = EntryParser.type(values);
            if (parser.currentName().equals("versions") && type.isPresent() && !values.containsKey("versions")) {
                values.put("versions", new Entry(parser.line(), EntryParser.NOTHING));
                parser.nextToken();
                streamVersions(parser, pathOfVersions, type, versions);
            } else {
                nodes.readEntry(parser, values);
            }
        }
        earlyVersions(mapping, pathOfVersions, versions);
        add("packages", packages, entries.aPackage(mapping, versions));
    }

    private void streamVersions(
            CheckedParser parser, String path, Optional<PackageType> type, List<Parsed<VersionEntry>> versions)
            throws IOException {
        if (isList(parser, path)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                nodes.beginEntry();
                version(nodes.read(parser), type, versions);
            }
        }
    }

    /** Parses the versions of a package that precede its type in the file. */
    private void earlyVersions(Mapping aPackage, String path, List<Parsed<VersionEntry>> versions) {
        Entry entry = aPackage.entries().get("versions");
        if (entry == null || (entry.value() instanceof Scalar scalar && scalar.isNull())) {
            return;
        }
        if (entry.value() instanceof Sequence sequence) {
            Optional<PackageType> type = EntryParser.type(aPackage.entries());
            sequence.items().forEach(item -> version(item, type, versions));
        } else {
            problem(
                    entry.line(),
                    "'%s' is %s, expected a list".formatted(path, entry.value().kind()));
        }
    }

    private void version(Node node, Optional<PackageType> type, List<Parsed<VersionEntry>> versions) {
        if (node instanceof Mapping mapping) {
            entries.version(mapping, type).ifPresent(versions::add);
        } else {
            noMapping(node, "a version");
        }
    }

    private void problem(int line, String reason) {
        problems.add(new Problem(line, reason));
    }
}
