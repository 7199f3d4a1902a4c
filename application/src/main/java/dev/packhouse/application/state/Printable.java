package dev.packhouse.application.state;

/**
 * Makes messages of text from outside safe to print. Control characters could move the cursor of a terminal or begin a
 * line of their own in a log, characters that format others could turn its direction.
 */
public final class Printable {

    /** The most characters that {@link #brief} leaves of a message. */
    static final int BRIEF = 1_000;

    /** How much of them is the end, where a message says what was expected. */
    private static final int END = 300;

    private static final String BETWEEN = " ... ";

    private Printable() {}

    /**
     * The same text with an escape, such as {@code \u001b}, for each character that controls or formats, separates lines or
     * is half of a surrogate pair. Text that is printable stays as it is.
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

    /** The same, with the middle left out if the text is longer than a message can sensibly be. */
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
