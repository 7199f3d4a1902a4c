package dev.packhouse.application.state;

import java.util.List;

/** A state contradicts itself or the existing entries. No entry was added. */
public final class InvalidStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problems<Problem> problems;

    /**
     * Creates the exception with collected problems.
     *
     * @param problems at least one problem; must not be modified afterwards
     */
    public InvalidStateException(Problems<Problem> problems) {
        super(problems.message(Problem::toString));
        this.problems = problems;
    }

    /** Creates the exception with a list of at least one problem. */
    public InvalidStateException(List<Problem> problems) {
        this(collected(problems));
    }

    private static Problems<Problem> collected(List<Problem> problems) {
        Problems<Problem> collected = Problems.asAdded();
        problems.forEach(collected::add);
        return collected;
    }

    /** The first {@value Problems#LIMIT} problems. */
    public List<Problem> problems() {
        return problems.first();
    }

    /** The number of problems in addition to {@link #problems}. */
    public long more() {
        return problems.more();
    }

    /**
     * One problem of a state.
     *
     * @param path the path in the state, as in {@code packages[0].versions[2].name}
     * @param message the description, with escapes for characters that are not printable
     */
    public record Problem(String path, String message) {
        /** Makes the message {@linkplain Printable#brief printable}. */
        public Problem {
            message = Printable.brief(message);
        }

        @Override
        public String toString() {
            return Printable.brief(path) + ": " + message;
        }
    }
}
