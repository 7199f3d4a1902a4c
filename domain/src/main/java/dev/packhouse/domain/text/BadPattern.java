package dev.packhouse.domain.text;

/** The errors of the syntax of patterns. */
final class BadPattern {

    private BadPattern() {}

    /** An error at an index of the text, which counts from zero. */
    static IllegalArgumentException at(String text, int index, String reason) {
        return new IllegalArgumentException(
                "Invalid pattern '%s' at position %d: %s".formatted(text, index + 1, reason));
    }
}
