package dev.packhouse.application.state;

import java.util.List;

/** A state contradicts itself, or what is there already. Nothing was loaded. */
public final class InvalidStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problems<Problem> problems;

    /**
     * With what is wrong.
     *
     * @param problems at least one problem; not to be changed any more
     */
    public InvalidStateException(Problems<Problem> problems) {
        super(problems.message(Problem::toString));
        this.problems = problems;
    }

    /** With everything that is wrong; at least one problem. */
    public InvalidStateException(List<Problem> problems) {
        this(collected(problems));
    }

    private static Problems<Problem> collected(List<Problem> problems) {
        Problems<Problem> collected = Problems.asAdded();
        problems.forEach(collected::add);
        return collected;
    }

    /** What is wrong: the first {@value Problems#LIMIT} problems. */
    public List<Problem> problems() {
        return problems.first();
    }

    /** How many problems there are besides these. */
    public long more() {
        return problems.more();
    }

    /**
     * One thing that is wrong.
     *
     * @param path where, as in {@code packages[0].versions[2].name}
     * @param message what, with what cannot be printed escaped
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
