package dev.packhouse.adapter.http.statefile;

import dev.packhouse.adapter.http.statefile.Document.MalformedException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends what goes on in one line for too long without a token. SnakeYAML copies all that it has read of a token again for
 * each 1,024 characters, which takes time by the square of its length: a text of 10 MB took half a minute.
 *
 * <p>A line may have any length as long as it has tokens. Of long comments on lines of their own, and of many blanks, the
 * rest is left out, which changes nothing. All else that goes on is a text, a key, a name, a number or a comment behind
 * something, and is refused.
 */
final class LongLines extends Reader {

    /** The most characters of a text or key. No field of a state needs more. */
    static final int MAX_TEXT = 1 << 20;

    /** A text with its quotes, and what parsers read ahead. */
    private static final int MAX_RUN = MAX_TEXT + 8_192;

    private final Reader in;
    private final List<Cut> cuts = new ArrayList<>();
    private int line = 1;
    /** How many characters there were since the last token and line break, up to the last that is not blank. */
    private int run;
    /** How many blanks there were since then. */
    private int blanks;

    private boolean lineBegins = true;
    private boolean comment;
    /** How many blanks the line begins with. */
    private int indent;

    private char previous;

    /**
     * A line of which the rest was left out.
     *
     * @param column of its first character that is not blank, from 0
     */
    private record Cut(int line, int column) {
        boolean isBefore(int otherLine, int otherColumn) {
            return line == otherLine ? column < otherColumn : line < otherLine;
        }
    }

    LongLines(Reader in) {
        this.in = in;
    }

    /** The parser has made a token of what it has read. */
    void endToken() {
        run = 0;
    }

    /**
     * Whether something was left out within a text, which then was no comment.
     *
     * @param first the line that the text begins in
     * @param last the line that it ends in
     * @param column where it ends there, from 0
     */
    boolean leftOutWithin(int first, int last, int column) {
        return cuts.stream().anyMatch(cut -> first < cut.line() && cut.isBefore(last, column));
    }

    static MalformedException tooLong(int line) {
        return new MalformedException(line, "a text or key has more than %d characters".formatted(MAX_TEXT));
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int kept = 0;
        while (kept == 0) {
            int read = in.read(buffer, offset, length);
            if (read <= 0) {
                return read;
            }
            for (int i = offset; i < offset + read; i++) {
                if (keeps(buffer[i])) {
                    buffer[offset + kept++] = buffer[i];
                }
            }
        }
        return kept;
    }

    private boolean keeps(char next) throws MalformedException {
        boolean afterReturn = previous == '\r';
        previous = next;
        if (isLineBreak(next)) {
            if (next != '\n' || !afterReturn) {
                line++;
            }
            run = 0;
            blanks = 0;
            lineBegins = true;
            comment = false;
            return true;
        }
        if (next == ' ' || next == '\t') {
            return ++blanks <= MAX_RUN ? run <= MAX_RUN : leaveOut();
        }
        return keepsVisible(next);
    }

    private boolean keepsVisible(char next) throws MalformedException {
        boolean wide = blanks > MAX_RUN;
        // Where so many blanks indent something, they mean something. A token that follows others has to end soon.
        run = wide ? MAX_TEXT : run + blanks;
        if (lineBegins) {
            comment = next == '#';
            indent = blanks;
            lineBegins = false;
            if (wide && !comment) {
                throw tooLong(line);
            }
        }
        blanks = 0;
        // The second half of a surrogate pair goes where the first one went.
        if (!Character.isLowSurrogate(next)) {
            run++;
        }
        if (run > MAX_RUN && !comment) {
            throw tooLong(line);
        }
        return run <= MAX_RUN || leaveOut();
    }

    private boolean leaveOut() {
        if (cuts.isEmpty() || cuts.get(cuts.size() - 1).line() != line) {
            // Blanks are left out of a text only where it is too long anyway.
            cuts.add(new Cut(line, comment ? indent : Integer.MAX_VALUE));
        }
        return false;
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
