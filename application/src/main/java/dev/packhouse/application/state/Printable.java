package dev.packhouse.application.state;

/**
 * Escapes external text for messages. Control characters could move the cursor of a terminal or start a forged line in
 * a log, and format characters could reverse the direction of text.
 */
public final class Printable {

    /** The maximum number of characters that {@link #brief} keeps of a message. */
    static final int BRIEF = 1_000;

    /** The number of these characters that are taken from the end, which contains the expectation of a message. */
    private static final int END = 300;

    private static final String BETWEEN = " ... ";

    private Printable() {}

    /**
     * Replaces each control character, format character, line separator and half of a surrogate pair by an escape such
     * as {@code \u001b}. Printable text stays unchanged.
     */
    public static String of(String text) {
        if (text.codePoints().allMatch(Printable::isPrintable)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isPrintable(character)) {
                escaped.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    escaped.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return escaped.toString();
    }

    /**
     * Escapes the text like {@link #of}, and first omits the middle of a text of more than {@value #BRIEF} characters.
     */
    public static String brief(String text) {
        return of(
                text.length() <= BRIEF
                        ? text
                        : text.substring(0, BRIEF - BETWEEN.length() - END)
                                + BETWEEN
                                + text.substring(text.length() - END));
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
