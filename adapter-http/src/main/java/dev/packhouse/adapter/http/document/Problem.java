package dev.packhouse.adapter.http.document;

import dev.packhouse.application.state.Printable;
import dev.packhouse.application.state.Problems;
import java.util.Comparator;

/**
 * What is wrong in a line of a document.
 *
 * @param line the line, from 1
 * @param reason the message; contains no token, and escapes for unprintable characters
 */
public record Problem(int line, String reason) {

    /** Makes the reason {@linkplain Printable#brief printable}. */
    public Problem {
        reason = Printable.brief(reason);
    }

    /** Creates an empty collection of problems, which orders them by line. */
    public static Problems<Problem> inFileOrder() {
        return Problems.ordered(Comparator.comparingInt(Problem::line));
    }

    /** The problem as a line: {@code FILE:LINE: reason}. */
    public String in(String file) {
        return "%s:%d: %s".formatted(Printable.of(file), line, reason);
    }
}
