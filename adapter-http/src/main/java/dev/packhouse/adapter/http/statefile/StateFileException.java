package dev.packhouse.adapter.http.statefile;

import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.Problems;
import java.util.List;

/**
 * A state file has problems. The message has a line {@code FILE:LINE: reason} for each of the first {@value
 * Problems#LIMIT} problems, and a line with the number of further ones.
 */
public final class StateFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problems<Problem> problems;

    StateFileException(String file, Problems<Problem> problems) {
        super(problems.message(problem -> problem.in(file)));
        this.problems = problems;
    }

    /** The first {@value Problems#LIMIT} problems, ordered by line. */
    List<Problem> problems() {
        return problems.first();
    }

    /** The number of further problems. */
    long more() {
        return problems.more();
    }
}
