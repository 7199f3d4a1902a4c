package dev.packhouse.adapter.http.statefile;

import dev.packhouse.adapter.http.statefile.Node.Entry;
import dev.packhouse.adapter.http.statefile.Node.Mapping;
import dev.packhouse.application.state.StatePath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The lines of the values for which the validation of a state may report a problem. They are added as the entries are
 * added to the state, in the same order, so that an index in the state is an index here. Takes one int for each entry
 * and each of its fields below.
 */
final class Lines {

    /** A field with the name of a list here contains, instead of a line, the index of the first item of that list. */
    private final Map<String, Table> tables = Map.of(
            "users", new Table("login", "id", "created_at", "updated_at"),
            "organizations", new Table("login", "id", "created_at", "updated_at", "owners", "members"),
            "owners", new Table(),
            "members", new Table(),
            "repositories", new Table("full_name", "id", "roles"),
            "roles", new Table(),
            "packages",
                    new Table(
                            "owner",
                            "name",
                            "id",
                            "repository",
                            "created_at",
                            "updated_at",
                            "deleted_at",
                            "roles",
                            "versions"),
            "versions", new Table("id", "name", "tags", "created_at", "updated_at", "deleted_at"),
            "tokens", new Table("token", "user", "repository", "sso"));

    /** Begins an entry of the state: the items that are added next belong to it. */
    void beginEntry() {
        tables.values().forEach(table -> table.first = table.size);
    }

    /** Adds an item without fields: an owner, a member or a role. */
    void add(String list, int line) {
        table(list).add(line);
    }

    /** Adds an entry. A field that it does not have gets its line. */
    void add(String list, Mapping entry) {
        Table table = table(list);
        int[] row = new int[table.fields.size() + 1];
        row[0] = entry.line();
        for (int i = 1; i < row.length; i++) {
            String field = table.fields.get(i - 1);
            Table items = tables.get(field);
            Entry value = entry.entries().get(field);
            row[i] = items != null ? items.first : value != null ? value.line() : entry.line();
        }
        table.add(row);
    }

    /** The line of a value; for a value that the file does not contain, the line of its entry. */
    int line(StatePath path) {
        if (path.index().isPresent()) {
            return table(path.name()).get(index(path), "");
        }
        StatePath entry = path.parent().orElseThrow();
        return table(entry.name()).get(index(entry), path.name());
    }

    /** The index of an entry among all entries of its kind. */
    private int index(StatePath entry) {
        int first = entry.parent()
                .map(parent -> table(parent.name()).get(index(parent), entry.name()))
                .orElse(0);
        return first + entry.index().orElseThrow();
    }

    private Table table(String list) {
        return tables.get(list);
    }

    /** Rows of numbers: the line of an entry, and a number for each of its fields. */
    private static final class Table {

        private final List<String> fields;
        private int[] numbers = new int[32];
        private int size;
        /** The index of the first row of the current entry of the state. */
        private int first;

        Table(String... fields) {
            this.fields = List.of(fields);
        }

        void add(int... row) {
            int end = size * row.length;
            if (end + row.length > numbers.length) {
                numbers = Arrays.copyOf(numbers, numbers.length + (numbers.length >> 1));
            }
            System.arraycopy(row, 0, numbers, end, row.length);
            size++;
        }

        /** The number of a field of an entry; the line of the entry for any other field. */
        int get(int index, String field) {
            return numbers[index * (fields.size() + 1) + fields.indexOf(field) + 1];
        }
    }
}
