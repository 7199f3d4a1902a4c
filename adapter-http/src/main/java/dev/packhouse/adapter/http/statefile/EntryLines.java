package dev.packhouse.adapter.http.statefile;

import dev.packhouse.adapter.http.document.Node.Entry;
import dev.packhouse.adapter.http.document.Node.Mapping;
import java.util.List;
import java.util.Map;

/** The lines of one entry of the state and of its values, for the problems that the validation of the state reports. */
final class EntryLines {

    /** For each list of entries, the fields for which the validation may report a problem. */
    private static final Map<String, List<String>> FIELDS = Map.of(
            "users", List.of("login", "id", "created_at", "updated_at"),
            "organizations", List.of("login", "id", "created_at", "updated_at"),
            "repositories", List.of("full_name", "id"),
            "packages", List.of("owner", "name", "id", "repository", "created_at", "updated_at", "deleted_at"),
            "versions", List.of("id", "name", "tags", "created_at", "updated_at", "deleted_at", "manifest"),
            "tokens", List.of("token", "user", "repository", "sso"));

    private final int line;
    private final List<String> fields;
    private final int[] lines;
    private final Map<String, int[]> items;
    private final List<EntryLines> versions;

    private EntryLines(
            int line, List<String> fields, int[] lines, Map<String, int[]> items, List<EntryLines> versions) {
        this.line = line;
        this.fields = fields;
        this.lines = lines;
        this.items = items;
        this.versions = versions;
    }

    /** The lines of an entry of this list without lists of its own. */
    static EntryLines of(String list, Mapping entry) {
        return of(list, entry, Map.of(), List.of());
    }

    /**
     * The lines of an entry of this list.
     *
     * @param items the lines of its owners, members and roles
     * @param versions the lines of its versions
     */
    static EntryLines of(String list, Mapping entry, Map<String, int[]> items, List<EntryLines> versions) {
        List<String> fields = FIELDS.get(list);
        int[] lines = new int[fields.size()];
        for (int i = 0; i < lines.length; i++) {
            Entry value = entry.entries().get(fields.get(i));
            lines[i] = value == null ? entry.line() : value.line();
        }
        return new EntryLines(entry.line(), fields, lines, items, versions);
    }

    int line() {
        return line;
    }

    /** The line of a field; of the entry if it does not have the field. */
    int field(String name) {
        return lines[fields.indexOf(name)];
    }

    /** The line of an owner, a member or a role. */
    int item(String list, int index) {
        return items.get(list)[index];
    }

    EntryLines version(int index) {
        return versions.get(index);
    }
}
