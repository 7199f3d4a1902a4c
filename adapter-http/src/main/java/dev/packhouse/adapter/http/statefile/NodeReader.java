package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonToken;
import dev.packhouse.adapter.http.statefile.Node.Entry;
import dev.packhouse.adapter.http.statefile.Node.Mapping;
import dev.packhouse.adapter.http.statefile.Node.Scalar;
import dev.packhouse.adapter.http.statefile.Node.Sequence;
import dev.packhouse.adapter.http.statefile.StateDocument.MalformedException;
import dev.packhouse.adapter.http.statefile.StateFileException.Problem;
import dev.packhouse.application.state.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads pieces of a document as trees, none of which holds more than {@link #MAX_SIZE} keys and values. */
final class NodeReader {

    /** Of one entry: more than the largest organizations have members, and it fits into a small heap. */
    static final int MAX_SIZE = 500_000;

    private final Problems<Problem> problems;
    private int size;

    NodeReader(Problems<Problem> problems) {
        this.problems = problems;
    }

    /** What is read from here on belongs to another entry. */
    void beginEntry() {
        size = 0;
    }

    /** Reads what begins at the current token, and leaves the tokens at its last one. */
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

    /** Reads a value, from the current token, which is its key. */
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

    /** A key that is there already. */
    static Problem duplicate(int line, String key) {
        return new Problem(line, "duplicate key '%s'".formatted(key));
    }
}
