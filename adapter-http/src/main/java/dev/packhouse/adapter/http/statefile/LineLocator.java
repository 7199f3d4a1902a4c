package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonToken;
import dev.packhouse.adapter.http.statefile.StateFileException.Problem;
import dev.packhouse.application.state.InvalidStateException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the lines of paths such as {@code packages[0].versions[2].name}. It reads the document a second time, so that a
 * file without mistakes needs no memory for line numbers.
 */
final class LineLocator {

    private final StateDocument document;
    /** The paths to locate, and all their parents. */
    private final Set<String> wanted = new HashSet<>();

    private final Map<String, Integer> lines = new HashMap<>();

    LineLocator(StateDocument document) {
        this.document = document;
    }

    List<Problem> locate(List<InvalidStateException.Problem> problems) throws IOException {
        if (problems.isEmpty()) {
            return List.of();
        }
        for (InvalidStateException.Problem problem : problems) {
            for (String path = problem.path(); !path.isEmpty(); path = parent(path)) {
                wanted.add(path);
            }
        }
        document.stream(tokens -> {
            tokens.nextToken();
            visit(tokens, "");
        });
        return problems.stream()
                .map(problem -> new Problem(line(problem.path()), problem.message()))
                .toList();
    }

    /** The line of the path, or of its nearest parent in the file. */
    private int line(String path) {
        for (String nearest = path; !nearest.isEmpty(); nearest = parent(nearest)) {
            if (lines.containsKey(nearest)) {
                return lines.get(nearest);
            }
        }
        return 1;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    private void visit(CheckedParser tokens, String path) throws IOException {
        if (tokens.isExpectedStartObjectToken()) {
            while (tokens.nextToken() != JsonToken.END_OBJECT) {
                String key = tokens.currentName();
                String child = path.isEmpty() ? key : path + "." + key;
                // The first of duplicate keys counts, as in StateReader.
                boolean isWanted = wanted.contains(child) && lines.putIfAbsent(child, tokens.line()) == null;
                tokens.nextToken();
                descend(tokens, child, isWanted);
            }
        } else if (tokens.isExpectedStartArrayToken()) {
            for (int i = 0; tokens.nextToken() != JsonToken.END_ARRAY; i++) {
                String child = path + "[" + i + "]";
                boolean isWanted = wanted.contains(child);
                if (isWanted) {
                    lines.put(child, tokens.line());
                }
                descend(tokens, child, isWanted);
            }
        }
    }

    private void descend(CheckedParser tokens, String path, boolean isWanted) throws IOException {
        if (isWanted) {
            visit(tokens, path);
        } else {
            tokens.skipChildren();
        }
    }
}
