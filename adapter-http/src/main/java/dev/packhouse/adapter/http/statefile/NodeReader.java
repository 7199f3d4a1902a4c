package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonToken;
import dev.packhouse.adapter.http.statefile.Node.Entry;
import dev.packhouse.adapter.http.statefile.Node.Mapping;
import dev.packhouse.adapter.http.statefile.Node.Scalar;
import dev.packhouse.adapter.http.statefile.Node.Sequence;
import dev.packhouse.adapter.http.statefile.StateFileException.Problem;
import dev.packhouse.application.state.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads parts of a document as trees. One entry has at most {@link #MAX_SIZE} keys and values. */
final class NodeReader {

    /** More than the largest organizations have members, and it fits into a small heap. */
    static final int MAX_SIZE = 500_000;

    private final Problems<Problem> problems;
    private int size;

    NodeReader(Problems<Problem> problems) {
        this.problems = problems;
    }

    /** Resets the size, because the next node belongs to another entry. */
    void beginEntry() {
        size = 0;
    }

    /** Reads the node that begins at the current token. Its last token is the current one afterwards. */
    Node read(CheckedParser tokens) throws IOException {
        int line = tokens.line();
        grow(line);
        if (tokens.isExpectedStartArrayToken()) {
            List<Node> items = new ArrayList<>();
            while (tokens.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(tokens));
            }
            return new Sequence(line, items);
        }
        if (tokens.isExpectedStartObjectToken()) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            while (tokens.nextToken() != JsonToken.END_OBJECT) {
                readEntry(tokens, entries);
            }
            return new Mapping(line, entries);
        }
        if (tokens.isAlias()) {
            problems.add(new Problem(
                    line, "aliases are not supported: repeat what '*%s' stands for".formatted(tokens.getText())));
            return new Scalar(line, JsonToken.VALUE_NULL, "");
        }
        return new Scalar(line, tokens.currentToken(), tokens.getText());
    }

    /** Reads a key, which is the current token, and its value. Reports a duplicate key, and ignores its value. */
    void readEntry(CheckedParser tokens, Map<String, Entry> entries) throws IOException {
        int line = tokens.line();
        grow(line);
        String key = tokens.currentName();
        tokens.nextToken();
        Entry entry = new Entry(line, read(tokens));
        if (entries.putIfAbsent(key, entry) != null) {
            problems.add(duplicate(line, key));
        }
    }

    private void grow(int line) throws MalformedException {
        if (++size > MAX_SIZE) {
            String reason = "an entry has at most %d keys and values; versions do not count after 'package_type'";
            throw new MalformedException(line, reason.formatted(MAX_SIZE));
        }
    }

    /** The problem of a duplicate key. */
    static Problem duplicate(int line, String key) {
        return new Problem(line, "duplicate key '%s'".formatted(key));
    }
}
