package dev.packhouse.adapter.http.statefile;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;

/** A state file cannot be used. Its message has a line {@code FILE:LINE: reason} for everything that is wrong. */
public final class StateFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    StateFileException(String file, List<Problem> problems) {
        super(sorted(problems).stream()
                .map(problem -> "%s:%d: %s".formatted(file, problem.line(), problem.reason()))
                .collect(joining("\n")));
        this.problems = sorted(problems);
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .distinct()
                .toList();
    }

    /** Everything that is wrong, from the first line to the last. */
    List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param line where, from 1
     * @param reason what, never with a token in it
     */
    record Problem(int line, String reason) {}
}
