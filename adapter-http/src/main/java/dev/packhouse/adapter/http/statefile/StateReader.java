package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonToken;
import dev.packhouse.adapter.http.statefile.Node.Entry;
import dev.packhouse.adapter.http.statefile.Node.Mapping;
import dev.packhouse.adapter.http.statefile.Node.Scalar;
import dev.packhouse.adapter.http.statefile.Node.Sequence;
import dev.packhouse.adapter.http.statefile.StateDocument.MalformedException;
import dev.packhouse.adapter.http.statefile.StateFileException.Problem;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.Problems;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.StateValidation;
import dev.packhouse.domain.naming.PackageType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Streams a document into a state: it holds the current entry as a tree, and all earlier entries as parts of the state.
 * A package is read key by key, because its versions may not fit into a tree.
 */
final class StateReader {

    private static final String KEYS = "users, organizations, repositories, packages, tokens";

    private final String name;
    private final StateDocument document;
    private final EntryParser entries;
    private final Problems<Problem> problems = StateFileException.inFileOrder();
    private final NodeReader nodes = new NodeReader(problems);
    /** The keys of the file, in their order. */
    private final Set<String> sections = new LinkedHashSet<>();

    private final SkippedEntries skipped = new SkippedEntries();

    private final List<UserEntry> users = new ArrayList<>();
    private final List<OrganizationEntry> organizations = new ArrayList<>();
    private final List<RepositoryEntry> repositories = new ArrayList<>();
    private final List<PackageEntry> packages = new ArrayList<>();
    private final List<TokenEntry> tokens = new ArrayList<>();

    StateReader(String name, StateDocument document, Instant now) {
        this.name = name;
        this.document = document;
        this.entries = new EntryParser(now, problems, skipped);
    }

    RegistryState read() throws IOException {
        try {
            document.stream(this::document);
        } catch (MalformedException e) {
            problems.add(new Problem(e.line(), e.getMessage()));
            throw new StateFileException(name, problems);
        }
        RegistryState state = new RegistryState(users, organizations, repositories, packages, tokens);
        Problems<InvalidStateException.Problem> contradictions = Problems.ordered(new FileOrder(sections));
        StateValidation.find(state, StateValidation.ExistingState.NOTHING, contradictions);
        new LineLocator(document)
                .locate(skipped.inTheFile(contradictions.first()))
                .forEach(problems::add);
        problems.leaveOut(contradictions.more());
        if (!problems.isEmpty()) {
            throw new StateFileException(name, problems);
        }
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
    private <T> void each(CheckedParser parser, String path, List<T> parsed, EntryFactory<T> factory)
            throws IOException {
        if (!isList(parser, path)) {
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            nodes.beginEntry();
            String entryPath = path + "[" + i + "]";
            add(parsed, mapping(parser, entryPath).flatMap(mapping -> factory.make(entryPath, mapping)), path, i);
        }
    }

    @FunctionalInterface
    private interface EntryFactory<T> {
        Optional<T> make(String path, Mapping mapping);
    }

    private <T> void add(List<T> parsed, Optional<T> entry, String path, int index) {
        entry.ifPresent(parsed::add);
        if (entry.isEmpty()) {
            skipped.add(path, index);
        }
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

    private Optional<Mapping> mapping(CheckedParser parser, String path) throws IOException {
        Node node = nodes.read(parser);
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        problem(node.line(), "'%s' is %s, expected a mapping".formatted(path, node.kind()));
        return Optional.empty();
    }

    private void packages(CheckedParser parser) throws IOException {
        if (!isList(parser, "packages")) {
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            nodes.beginEntry();
            String path = "packages[" + i + "]";
            add(packages, aPackage(parser, path), "packages", i);
        }
    }

    private Optional<PackageEntry> aPackage(CheckedParser parser, String path) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            mapping(parser, path);
            return Optional.empty();
        }
        int line = parser.line();
        Map<String, Entry> values = new LinkedHashMap<>();
        List<VersionEntry> versions = List.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Optional<PackageType> type = EntryParser.type(values);
            if (parser.currentName().equals("versions") && type.isPresent() && !values.containsKey("versions")) {
                values.put("versions", new Entry(parser.line(), EntryParser.NOTHING));
                parser.nextToken();
                versions = versions(parser, path + ".versions", type.get());
            } else {
                nodes.readEntry(parser, values);
            }
        }
        Mapping mapping = new Mapping(line, values);
        List<VersionEntry> early = earlyVersions(mapping, path + ".versions");
        return entries.aPackage(mapping, early.isEmpty() ? versions : early);
    }

    private List<VersionEntry> versions(CheckedParser parser, String path, PackageType type) throws IOException {
        List<VersionEntry> versions = new ArrayList<>();
        if (isList(parser, path)) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                nodes.beginEntry();
                Node node = nodes.read(parser);
                add(versions, version(node, Optional.of(type)), path, i);
            }
        }
        return versions;
    }

    /** The versions of a package that precede its type in the file. */
    private List<VersionEntry> earlyVersions(Mapping aPackage, String path) {
        List<VersionEntry> versions = new ArrayList<>();
        Entry entry = aPackage.entries().get("versions");
        if (entry == null || (entry.value() instanceof Scalar scalar && scalar.isNull())) {
            return versions;
        }
        if (!(entry.value() instanceof Sequence sequence)) {
            problem(
                    entry.line(),
                    "'%s' is %s, expected a list".formatted(path, entry.value().kind()));
            return versions;
        }
        Optional<PackageType> type = EntryParser.type(aPackage.entries());
        for (int i = 0; i < sequence.items().size(); i++) {
            add(versions, version(sequence.items().get(i), type), path, i);
        }
        return versions;
    }

    private Optional<VersionEntry> version(Node node, Optional<PackageType> type) {
        if (node instanceof Mapping mapping) {
            return entries.version(mapping, type);
        }
        problem(node.line(), "a version is %s, expected a mapping".formatted(node.kind()));
        return Optional.empty();
    }

    private void problem(int line, String reason) {
        problems.add(new Problem(line, reason));
    }
}
