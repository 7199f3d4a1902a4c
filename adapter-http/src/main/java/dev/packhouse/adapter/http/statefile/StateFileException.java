package dev.packhouse.adapter.http.statefile;

import dev.packhouse.application.state.Printable;
import dev.packhouse.application.state.Problems;
import java.util.Comparator;
import java.util.List;

/**
 * A state file cannot be used. Its message has a line {@code FILE:LINE: reason} for each of the first {@value
 * Problems#LIMIT} things that are wrong, and a line that says how many more there are.
 */
public final class StateFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problems<Problem> problems;

    StateFileException(String file, Problems<Problem> problems) {
        super(problems.message(problem -> "%s:%d: %s".formatted(Printable.of(file), problem.line(), problem.reason())));
        this.problems = problems;
    }

    /** No problem yet; they are ordered from the first line to the last. */
    static Problems<Problem> inFileOrder() {
        return Problems.ordered(Comparator.comparingInt(Problem::line));
    }

    /** What is wrong, from the first line to the last: the first {@value Problems#LIMIT} problems. */
    List<Problem> problems() {
        return problems.first();
    }

    /** How many problems there are besides these. */
    long more() {
        return problems.more();
    }

    /**
     * One thing that is wrong.
     *
     * @param line where, from 1
     * @param reason what, never with a token in it, and with what cannot be printed escaped
     */
    record Problem(int line, String reason) {
        /** Makes the reason {@linkplain Printable#brief printable}. */
        Problem {
            reason = Printable.brief(reason);
        }
    }
}
