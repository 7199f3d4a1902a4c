package dev.packhouse.domain.text;

/** A regular expression needs too much work to be matched with a name. Its result is not known: it is no mismatch. */
public final class CostlyPatternException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String pattern;
    private final String name;

    CostlyPatternException(String pattern, String name) {
        super("Pattern '%s' is too costly to match with '%s'".formatted(pattern, name));
        this.pattern = pattern;
        this.name = name;
    }

    /** The text of the pattern. */
    public String pattern() {
        return pattern;
    }

    /** The name that it was matched with. */
    public String name() {
        return name;
    }
}
