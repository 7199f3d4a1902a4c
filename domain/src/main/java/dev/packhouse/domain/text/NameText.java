package dev.packhouse.domain.text;

import java.util.List;

/**
 * The rules for all names: a name has 1 to 255 characters (UTF-16), none of which is a control character or half of a
 * surrogate pair. They are wider than the grammar of any ecosystem, because registries also hold names that are older
 * than a grammar, or that they accepted against it.
 */
public final class NameText {

    /** The maximum number of characters of a name. */
    public static final int MAX_LENGTH = 255;

    private NameText() {}

    /**
     * Checks a name that is not part of a path.
     *
     * @param what what it names, as in "login"
     * @throws IllegalArgumentException if it breaks a rule; the message has the name and the rule
     */
    public static void check(String what, String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            throw invalid(what, name, "it must have 1 to %s characters".formatted(MAX_LENGTH));
        }
        if (name.codePoints().anyMatch(NameText::cannotBeWritten)) {
            throw invalid(what, name, "it must not contain control characters or halves of surrogate pairs");
        }
    }

    /**
     * Checks a name that is a segment of a path: it has no slash, and is neither {@code .} nor {@code ..}.
     *
     * @param what what it names, as in "login"
     * @throws IllegalArgumentException if it breaks a rule; the message has the name and the rule
     */
    public static void checkSegment(String what, String name) {
        check(what, name);
        if (name.indexOf('/') >= 0 || isDots(name)) {
            throw invalid(what, name, "it must not contain a slash, or be '.' or '..'");
        }
    }

    /**
     * Checks a name that may consist of several segments, with slashes between them.
     *
     * @param what what it names, as in "container package name"
     * @throws IllegalArgumentException if it breaks a rule; the message has the name and the rule
     */
    public static void checkPath(String what, String name) {
        check(what, name);
        if (List.of(name.split("/", -1)).stream().anyMatch(part -> part.isEmpty() || isDots(part))) {
            throw invalid(what, name, "no part of it between slashes may be empty, '.' or '..'");
        }
    }

    private static boolean cannotBeWritten(int character) {
        return Character.isISOControl(character)
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    private static IllegalArgumentException invalid(String what, String name, String rule) {
        return new IllegalArgumentException("Invalid %s '%s': %s".formatted(what, name, rule));
    }
}
