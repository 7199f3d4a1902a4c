package dev.packhouse.domain.lifecycle;

import java.util.Optional;
import java.util.stream.Stream;

/** Whether a package or a version is in use or deleted. Source: the parameter {@code state} of the version lists. */
public enum State {
    /** In use. */
    ACTIVE("active"),
    /** Deleted, and not yet purged. */
    DELETED("deleted");

    private final String label;

    State(String label) {
        this.label = label;
    }

    /** The spelling in queries: lower case. */
    public String label() {
        return label;
    }

    /** Finds the state with exactly this label. */
    public static Optional<State> parse(String label) {
        return Stream.of(values()).filter(s -> s.label.equals(label)).findFirst();
    }
}
