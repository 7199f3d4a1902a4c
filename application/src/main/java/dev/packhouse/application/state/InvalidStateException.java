package dev.packhouse.application.state;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A state contradicts itself, or what is there already. Nothing was loaded. */
public final class InvalidStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** With everything that is wrong; at least one problem. */
    public InvalidStateException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param path where, as in {@code packages[0].versions[2].name}
     * @param message what
     */
    public record Problem(String path, String message) {
        @Override
        public String toString() {
            return path + ": " + message;
        }
    }
}
