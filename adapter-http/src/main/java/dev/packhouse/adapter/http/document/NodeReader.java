package dev.packhouse.adapter.http.document;

import com.fasterxml.jackson.core.JsonToken;
import dev.packhouse.adapter.http.document.Node.Entry;
import dev.packhouse.adapter.http.document.Node.Mapping;
import dev.packhouse.adapter.http.document.Node.Scalar;
import dev.packhouse.adapter.http.document.Node.Sequence;
import dev.packhouse.application.state.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads parts of a document as trees, of a limited size. */
public final class NodeReader {

    private final Problems<Problem> problems;
    private final int maxSize;
    private final String tooLarge;
    private int size;

    /**
     * Creates a reader that adds what is wrong to the problems.
     *
     * @param maxSize the maximum number of keys and values in an entry
     * @param tooLarge what is said of an entry that has more
     */
    public NodeReader(Problems<Problem> problems, int maxSize, String tooLarge) {
        this.problems = problems;
        this.maxSize = maxSize;
        this.tooLarge = tooLarge;
    }

    /** Resets the size, because the next node belongs to another entry. */
    public void beginEntry() {
        size = 0;
    }

    /** Reads the node that begins at the current token. Its last token is the current one afterwards. */
    public Node read(CheckedParser tokens) throws IOException {
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
    public void readEntry(CheckedParser tokens, Map<String, Entry> entries) throws IOException {
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
        if (++size > maxSize) {
            throw new MalformedException(line, tooLarge);
        }
    }

    /** The problem of a duplicate key. */
    public static Problem duplicate(int line, String key) {
        return new Problem(line, "duplicate key '%s'".formatted(key));
    }
}
