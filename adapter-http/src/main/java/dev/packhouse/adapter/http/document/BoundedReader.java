package dev.packhouse.adapter.http.document;

import java.io.IOException;
import java.io.Reader;

/**
 * Limits the number of characters in one line without a token. For each 1,024 characters, SnakeYAML copies everything
 * that it has read of a token, so that the time grows with the square of the length: a text of 10 MB took half a
 * minute. A line may have any length as long as it has tokens.
 */
public final class BoundedReader extends Reader {

    /** The maximum number of characters of a text or key. No field of a state needs more. */
    public static final int MAX_TEXT = 1 << 20;

    /** A text with its quotes, and the characters that parsers read ahead. */
    private static final int MAX_RUN = MAX_TEXT + 8_192;

    private final Reader in;
    private int line = 1;
    /** The number of characters since the last token or line break. */
    private int run;

    private char previous;

    BoundedReader(Reader in) {
        this.in = in;
    }

    /** Resets the count, because the parser has completed a token. */
    void endToken() {
        run = 0;
    }

    static MalformedException tooLong(int line) {
        return new MalformedException(line, "a text, key or comment has more than %d characters".formatted(MAX_TEXT));
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        for (int i = offset; i < offset + read; i++) {
            count(buffer[i]);
        }
        return read;
    }

    private void count(char next) throws MalformedException {
        boolean endsReturn = previous == '\r' && next == '\n';
        previous = next;
        if (isLineBreak(next)) {
            line += endsReturn ? 0 : 1;
            run = 0;
        } else if (!Character.isLowSurrogate(next) && ++run > MAX_RUN) {
            throw tooLong(line);
        }
    }

    private static boolean isLineBreak(char next) {
        return switch (next) {
            case '\n', '\r', '\u0085', '\u2028', '\u2029' -> true;
            default -> false;
        };
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
