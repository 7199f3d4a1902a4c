package dev.packhouse.adapter.http.statefile;

import dev.packhouse.application.state.StatePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of all entries of a state, by the same lists and indexes as the entries. */
final class StateLines {

    private final Map<String, List<EntryLines>> lists = new HashMap<>();

    /** Adds the lines of the next entry of a list. */
    void add(String list, EntryLines lines) {
        lists.computeIfAbsent(list, first -> new ArrayList<>()).add(lines);
    }

    /** The line of a value; for a value that the file does not contain, the line of its entry. */
    int line(StatePath path) {
        if (path.parent().isEmpty() || path.name().equals("versions")) {
            return entry(path).line();
        }
        EntryLines entry = entry(path.parent().get());
        return path.index().isPresent() ? entry.item(path.name(), path.index().getAsInt()) : entry.field(path.name());
    }

    /** The lines of an entry of the state, or of a version in one. */
    private EntryLines entry(StatePath path) {
        int index = path.index().orElseThrow();
        return path.parent()
                .map(parent -> entry(parent).version(index))
                .orElseGet(() -> lists.get(path.name()).get(index));
    }
}
