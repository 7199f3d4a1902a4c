package dev.packhouse.domain.cleanup.policy;

/**
 * The result of a criterion. A fact that is not known makes it unknown.
 *
 * <p>Source: the three-valued logic of Kleene.
 */
public enum Truth {
    /** The criterion holds. */
    YES,
    /** It is not known whether the criterion holds. */
    UNKNOWN,
    /** The criterion does not hold. */
    NO;

    /** The result for a fact that is known. */
    public static Truth of(boolean holds) {
        return holds ? YES : NO;
    }

    /** Whether both hold: no if one does not, unknown if one is unknown. */
    public Truth and(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether this does not hold: unknown stays unknown. */
    public Truth not() {
        return switch (this) {
            case YES -> NO;
            case UNKNOWN -> UNKNOWN;
            case NO -> YES;
        };
    }
}
