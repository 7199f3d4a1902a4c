package dev.packhouse.adapter.http.statefile;

import dev.packhouse.application.state.InvalidStateException.Problem;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Orders problems by the positions of their entries in the file. Problems of one entry are equal. */
final class FileOrder implements Comparator<Problem> {

    private final Map<String, Integer> sections = new HashMap<>();

    /** Creates the order of a file with these keys, in their order. */
    FileOrder(Set<String> keys) {
        keys.forEach(key -> sections.put(key, sections.size()));
    }

    @Override
    public int compare(Problem first, Problem second) {
        return Long.compare(position(first.path()), position(second.path()));
    }

    /** Paths begin like {@code users[5]}. */
    private long position(String path) {
        int open = path.indexOf('[');
        int close = path.indexOf(']');
        return ((long) sections.get(path.substring(0, open)) << Integer.SIZE)
                + Integer.parseInt(path, open + 1, close, 10);
    }
}
