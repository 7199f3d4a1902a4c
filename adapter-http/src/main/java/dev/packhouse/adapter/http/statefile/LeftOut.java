package dev.packhouse.adapter.http.statefile;

import dev.packhouse.application.state.InvalidStateException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the lists of a file hold that the lists of the state do not, because it was wrong in itself. Whatever follows it
 * has another place in the state than in the file.
 */
final class LeftOut {

    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

    private final Map<String, List<Integer>> byList = new HashMap<>();

    /** Notes an item of a list, in the order of the file. */
    void add(String list, int index) {
        byList.computeIfAbsent(list, none -> new ArrayList<>()).add(index);
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
            for (int left : byList.getOrDefault(translated.toString(), List.of())) {
                if (left <= place) {
                    place++;
                }
            }
            translated.append('[').append(place).append(']');
        }
        return index.appendTail(translated).toString();
    }
}
