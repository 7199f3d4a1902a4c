package dev.packhouse.adapter.http.policyfile;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.document.MalformedException;
import dev.packhouse.domain.cleanup.policy.NameList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a list: an entry in each line. Blank lines, and what follows a {@code #} at the beginning or behind a space, are ignored. */
final class ListReader {

    /** The maximum number of entries of a list. */
    static final int MAX_ENTRIES = 1_000_000;

    /** More than host, owner, package and digest can have together. */
    private static final int MAX_LINE = 1_000;

    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
    private static final Pattern SPACE = Pattern.compile("\\s");
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final int maxEntries;

    /** Creates a reader of lists with at most this number of entries. */
    ListReader(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /**
     * Reads a list.
     *
     * @throws MalformedException if the file breaks the format; has the line of the list
     * @throws IOException if it cannot be read
     */
    ListFile read(String path, ByteSource source) throws IOException {
        List<String> entries = new ArrayList<>();
        try (HashingInputStream bytes = new HashingInputStream(Hashing.sha256(), source.openStream());
                Reader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()))) {
            StringBuilder line = new StringBuilder();
            int number = 1;
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                if (next == '\n') {
                    add(entries, line, number++);
                } else if (line.length() == MAX_LINE) {
                    throw new MalformedException(number, "a line has more than %d characters".formatted(MAX_LINE));
                } else {
                    line.append((char) next);
                }
            }
            add(entries, line, number);
            return new ListFile(path, NameList.of(entries), bytes.hash().toString());
        } catch (CharacterCodingException e) {
            throw MalformedException.notUtf8();
        }
    }

    private void add(List<String> entries, StringBuilder line, int number) throws MalformedException {
        String text = number == 1 ? line.toString().replace(BYTE_ORDER_MARK, "") : line.toString();
        line.setLength(0);
        String entry = COMMENT.matcher(text).replaceFirst("").strip();
        if (entry.isEmpty()) {
            return;
        }
        if (SPACE.matcher(entry).find()) {
            throw new MalformedException(number, "'%s' has a space, expected one entry in a line".formatted(entry));
        }
        if (entries.size() == maxEntries) {
            throw new MalformedException(number, "a list has at most %d entries".formatted(maxEntries));
        }
        entries.add(entry);
    }
}
