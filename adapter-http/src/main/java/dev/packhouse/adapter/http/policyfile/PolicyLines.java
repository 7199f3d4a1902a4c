package dev.packhouse.adapter.http.policyfile;

import dev.packhouse.adapter.http.document.Node;
import java.util.HashMap;
import java.util.Map;

/** The lines of all values of a document, by paths such as {@code policies[0].delete[1].older-than}. */
final class PolicyLines {

    private final Map<String, Integer> lines = new HashMap<>();

    PolicyLines(Node root) {
        add("", root.line(), root);
    }

    private void add(String path, int line, Node node) {
        lines.put(path, line);
        if (node instanceof Node.Mapping mapping) {
            mapping.entries()
                    .forEach((key, entry) -> add(path.isEmpty() ? key : path + "." + key, entry.line(), entry.value()));
        } else if (node instanceof Node.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                Node item = sequence.items().get(i);
                add(path + "[" + i + "]", item.line(), item);
            }
        }
    }

    /** The line of a value; of what contains it if the document does not have it. */
    int of(String path) {
        String current = path;
        while (!lines.containsKey(current)) {
            current = current.substring(0, Math.max(0, Math.max(current.lastIndexOf('.'), current.lastIndexOf('['))));
        }
        return lines.get(current);
    }
}
