package dev.packhouse.adapter.http.statefile;

import dev.packhouse.application.state.InvalidStateException.Problem;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Orders problems by the places of their entries in the file. Those of one entry are equal. */
final class FileOrder implements Comparator<Problem> {

    private final Map<String, Integer> sections = new HashMap<>();

    /** The order of a file with these keys. */
    FileOrder(Set<String> keys) {
        keys.forEach(key -> sections.put(key, sections.size()));
    }

    @Override
    public int compare(Problem first, Problem second) {
        return Long.compare(place(first.path()), place(second.path()));
    }

    /** Paths begin as {@code users[5]} does. */
    private long place(String path) {
        int open = path.indexOf('[');
        int close = path.indexOf(']');
        return ((long) sections.get(path.substring(0, open)) << Integer.SIZE)
                + Integer.parseInt(path, open + 1, close, 10);
    }
}
