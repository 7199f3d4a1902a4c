package dev.packhouse.domain.policy;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The expected results: rows of cells, of which the first that matches a case has its result.
 *
 * <p>Each value of each column is one bit. A case has one bit in every column, a row has all bits that match.
 */
final class PermissionTable {

    /** The columns, in the order of the file. */
    enum Column {
        CALLER("anonymous fine-grained user-to-server workflow-none workflow-read workflow-write classic"),
        SCOPES(
                CALLER,
                Stream.iterate(0, set -> set < 16, set -> set + 1)
                        .map(Column::setOfScopes)
                        .filter(set -> !set.startsWith("+read+write"))), // the same token as with write alone
        OPERATION(
                SCOPES,
                "list-packages get-package delete-package restore-package list-versions get-version delete-version"
                        + " restore-version list-docker-conflicts"),
        REGISTRY(OPERATION, "granular repository"),
        TYPE(REGISTRY, "npm maven rubygems docker nuget container"),
        OWNER(TYPE, "organization user"),
        SSO(OWNER, "none open shut"),
        MEMBERSHIP(SSO, "none member owner unknown"),
        VISIBILITY(MEMBERSHIP, "public private internal"),
        LINK(VISIBILITY, "none inherits plain"),
        PACKAGE(LINK, "none read write admin"),
        REPOSITORY(PACKAGE, "none read write admin");

        private final int offset;
        private final List<String> words;

        Column(String words) {
            this.offset = 0;
            this.words = List.of(words.split(" ", -1));
        }

        Column(Column before, String words) {
            this(before, Stream.of(words.split(" ", -1)));
        }

        Column(Column before, Stream<String> words) {
            this.offset = before.offset + before.words.size();
            this.words = words.toList();
        }

        /** For example {@code +read-write-delete+repo}. */
        private static String setOfScopes(int set) {
            List<String> scopes = List.of("read", "write", "delete", "repo");
            return scopes.stream()
                    .map(scope -> ((set >>> scopes.indexOf(scope) & 1) == 1 ? "+" : "-") + scope)
                    .collect(joining());
        }

        /** All possible values. */
        List<String> words() {
            return words;
        }

        /** The bit of a value. */
        long bit(String word) {
            int index = words.indexOf(word);
            if (index < 0) {
                throw new IllegalArgumentException("Column %s has no value '%s'".formatted(this, word));
            }
            return 1L << (offset + index);
        }

        /** The bits of all values. */
        long all() {
            return words.stream().mapToLong(this::bit).sum();
        }
    }

    private record Row(int line, long fitting, String answer) {}

    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, String> registries = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final BitSet used = new BitSet();

    PermissionTable(Stream<String> lines) {
        List<String> all = lines.toList();
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(i + 1, List.of(line.split("\\s+", -1)));
            }
        }
    }

    private void read(int line, List<String> words) {
        switch (words.get(0)) {
            case "group" -> groups.put(words.get(1), words.get(2));
            case "registry" ->
                parts(words.get(2)).forEach(type -> registries.put(words.get(1) + " " + type, words.get(3)));
            default -> rows.add(row(line, words));
        }
    }

    private Row row(int line, List<String> words) {
        int cells = Column.values().length;
        if (words.size() != cells + 2 || !words.get(cells).equals("->")) {
            throw new IllegalArgumentException("Line %s needs %s cells, an arrow and an answer".formatted(line, cells));
        }
        long fitting = 0;
        for (Column column : Column.values()) {
            fitting |= fitting(column, words.get(List.of(Column.values()).indexOf(column)));
        }
        return new Row(line, fitting, words.get(cells + 1));
    }

    private long fitting(Column column, String cell) {
        if (cell.equals("*")) {
            return column.all();
        }
        if (column == Column.SCOPES) {
            return column.words().stream()
                    .filter(set -> parts(cell).allMatch(set::contains))
                    .mapToLong(column::bit)
                    .sum();
        }
        return parts(cell)
                .flatMap(word -> parts(groups.getOrDefault(word, word)))
                .mapToLong(column::bit)
                .sum();
    }

    private static Stream<String> parts(String cell) {
        return Stream.of(cell.split(",", -1));
    }

    /** Whether a type is granular or repository-scoped in an edition. */
    String registry(String edition, String type) {
        String registry = registries.get(edition + " " + type);
        if (registry == null) {
            throw new AssertionError("No line gives the registry of %s in edition %s".formatted(type, edition));
        }
        return registry;
    }

    /** The result of the first row that matches; a case without a matching row is an error of the table. */
    String answer(long facts) {
        for (Row row : rows) {
            if ((facts & ~row.fitting()) == 0) {
                used.set(row.line());
                return row.answer();
            }
        }
        throw new AssertionError("No row fits " + describe(facts));
    }

    /** The lines of the rows that have not matched a case yet. */
    List<Integer> unusedLines() {
        return rows.stream().map(Row::line).filter(line -> !used.get(line)).toList();
    }

    /** A readable description of a case. */
    static String describe(long facts) {
        return Stream.of(Column.values())
                .map(column -> column.name().toLowerCase(Locale.ROOT) + "="
                        + column.words().stream()
                                .filter(word -> (facts & column.bit(word)) != 0)
                                .collect(joining(",")))
                .collect(joining(" "));
    }
}
