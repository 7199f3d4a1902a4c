package dev.packhouse.adapter.http.statefile;

import dev.packhouse.application.state.InvalidStateException.Problem;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The invalid items of the lists in a file, which the lists of the state do not contain. The items after them have
 * other indexes in the state than in the file. This class translates the indexes.
 */
final class SkippedEntries {

    private static final NavigableMap<Integer, Integer> NONE = Collections.emptyNavigableMap();

    /** At most nine digits, because a login in a path may also end in brackets, with more digits than an index has. */
    private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})]");

    /**
     * For each list, maps an index in the state to the number of items that were skipped before it, for this and later
     * indexes.
     */
    private final Map<String, NavigableMap<Integer, Integer>> byList = new HashMap<>();

    /** Records a skipped item of a list. Must be called in the order of the file. */
    void add(String list, int index) {
        NavigableMap<Integer, Integer> shifts = byList.computeIfAbsent(list, none -> new TreeMap<>());
        int before = shifts.isEmpty() ? 0 : shifts.lastEntry().getValue();
        shifts.put(index - before, before + 1);
    }

    /** Returns the same problems with the indexes in the file. */
    List<Problem> inTheFile(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Problem(inTheFile(problem.path()), problem.message()))
                .toList();
    }

    private String inTheFile(String path) {
        StringBuilder translated = new StringBuilder();
        Matcher index = INDEX.matcher(path);
        while (index.find()) {
            index.appendReplacement(translated, "");
            int position = Integer.parseInt(index.group(1));
            Map.Entry<Integer, Integer> shift =
                    byList.getOrDefault(translated.toString(), NONE).floorEntry(position);
            translated
                    .append('[')
                    .append(shift == null ? position : position + shift.getValue())
                    .append(']');
        }
        return index.appendTail(translated).toString();
    }
}
