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
 * What the lists of a file hold that the lists of the state do not, because it was wrong in itself. Whatever follows it
 * has another place in the state than in the file.
 */
final class SkippedEntries {

    private static final NavigableMap<Integer, Integer> NONE = Collections.emptyNavigableMap();

    /** A login may end in brackets as well, with more digits in them than an index has. */
    private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})]");

    /** For each list: from which place in the state on how many items of the file are left out before it. */
    private final Map<String, NavigableMap<Integer, Integer>> byList = new HashMap<>();

    /** Notes an item of a list, in the order of the file. */
    void add(String list, int index) {
        NavigableMap<Integer, Integer> shifts = byList.computeIfAbsent(list, none -> new TreeMap<>());
        int before = shifts.isEmpty() ? 0 : shifts.lastEntry().getValue();
        shifts.put(index - before, before + 1);
    }

    /** The same problems, with the places that the file has. */
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
            int place = Integer.parseInt(index.group(1));
            Map.Entry<Integer, Integer> shift =
                    byList.getOrDefault(translated.toString(), NONE).floorEntry(place);
            translated
                    .append('[')
                    .append(shift == null ? place : place + shift.getValue())
                    .append(']');
        }
        return index.appendTail(translated).toString();
    }
}
