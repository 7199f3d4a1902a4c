package dev.packhouse.adapter.http.statefile;

import dev.packhouse.application.state.Printable;
import dev.packhouse.application.state.Problems;
import java.util.Comparator;
import java.util.List;

/**
 * A state file has problems. The message has a line {@code FILE:LINE: reason} for each of the first {@value
 * Problems#LIMIT} problems, and a line with the number of further ones.
 */
public final class StateFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problems<Problem> problems;

    StateFileException(String file, Problems<Problem> problems) {
        super(problems.message(problem -> "%s:%d: %s".formatted(Printable.of(file), problem.line(), problem.reason())));
        this.problems = problems;
    }

    /** Creates an empty collection of problems, which orders them by line. */
    static Problems<Problem> inFileOrder() {
        return Problems.ordered(Comparator.comparingInt(Problem::line));
    }

    /** The first {@value Problems#LIMIT} problems, ordered by line. */
    List<Problem> problems() {
        return problems.first();
    }

    /** The number of further problems. */
    long more() {
        return problems.more();
    }

    /**
     * One problem.
     *
     * @param line the line, from 1
     * @param reason the message; contains no token, and escapes for unprintable characters
     */
    record Problem(int line, String reason) {
        /** Makes the reason {@linkplain Printable#brief printable}. */
        Problem {
            reason = Printable.brief(reason);
        }
    }
}
