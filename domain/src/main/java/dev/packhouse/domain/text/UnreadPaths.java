package dev.packhouse.domain.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upper bound for the ways through a regular expression on which no character is read, as at the end of a name. There,
 * a limit of reads bounds nothing: {@code (|)(|)(|)$} has eight ways.
 *
 * <p>An alternative is a way of its own, and a repetition multiplies the ways of its group. What has to read a character
 * has one way. The expression is one that {@link Pattern} has compiled. Its rare spellings that would need a second
 * reading of the grammar are refused: {@code \Q}, the flag x and sets within sets.
 */
final class UnreadPaths {

    static final int MAX = 10_000;

    private static final Pattern GROUP_START =
            Pattern.compile("\\((?:\\?(?:[:=!>]|<[=!]|<[A-Za-z0-9]+>|[a-zA-Z-]*[:)]))?");
    private static final Pattern SET = Pattern.compile("\\[\\^?(?:\\\\.|[^\\\\\\[\\]])+\\]", Pattern.DOTALL);
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:[pPxN]\\{[^}]*\\}|k<[A-Za-z0-9]+>|c.|.)", Pattern.DOTALL);
    private static final Pattern REPETITION = Pattern.compile("(?:[?*]|(\\+)|\\{([0-9]+)(?:,[0-9]*)?\\})[?+]?");

    private final String text;
    private final int end;
    private final Matcher matcher;
    private int at = 1;

    /** For the expression between the slashes of a text. */
    private UnreadPaths(String text) {
        this.text = text;
        this.end = text.length() - 1;
        this.matcher = REPETITION.matcher(text);
    }

    /**
     * Checks a regular expression between slashes.
     *
     * @throws IllegalArgumentException if it has more than {@value #MAX} ways, or a spelling that is refused
     */
    static void check(String text) {
        if (new UnreadPaths(text).alternatives() > MAX) {
            throw BadPattern.at(text, 1, "too many alternatives and repetitions of groups follow each other");
        }
    }

    private int alternatives() {
        int sum = sequence();
        while (at < end && text.charAt(at) == '|') {
            at++;
            sum = capped((long) sum + sequence());
        }
        return sum;
    }

    private int sequence() {
        int product = 1;
        while (at < end && text.charAt(at) != '|' && text.charAt(at) != ')') {
            product = capped((long) product * repeated());
        }
        return product;
    }

    /** Reads a group, a set, an escape or a character, with its repetitions. */
    private int repeated() {
        char first = text.charAt(at);
        boolean unread = first == '(' || first == '^' || first == '$';
        int ways = 1;
        if (first == '(') {
            ways = group();
        } else if (first == '[') {
            if (!skip(SET)) {
                throw BadPattern.at(text, at, "in a set, write '\\[' and '\\]' for these characters");
            }
        } else if (first == '\\') {
            unread = escape();
        } else {
            at++;
        }
        while (skip(REPETITION)) {
            int least =
                    matcher.group(1) != null ? 1 : matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : 0;
            ways = unread ? repeated(ways, least) : ways;
        }
        return ways;
    }

    private int group() {
        int start = at;
        skip(GROUP_START);
        String opening = matcher.group();
        if (!opening.contains("<") && opening.contains("x")) {
            throw BadPattern.at(text, start, "the flag x is not supported");
        }
        if (opening.endsWith(")")) {
            return 1;
        }
        int ways = alternatives();
        at++;
        return ways;
    }

    /** Reads an escape. Returns whether it matches without reading: a boundary, or what a group has. */
    private boolean escape() {
        char escaped = text.charAt(at + 1);
        if (escaped == 'Q') {
            throw BadPattern.at(text, at, "'\\Q' is not supported; write '\\' before each character");
        }
        skip(ESCAPE);
        return "bBAzZGk".indexOf(escaped) >= 0 || Character.isDigit(escaped);
    }

    private static int repeated(int ways, int least) {
        if (ways == 1) {
            return capped(Math.max(2L, least + 1L));
        }
        int power = 1;
        for (int i = 0; i < least && power <= MAX; i++) {
            power = capped((long) power * ways);
        }
        return capped((long) power * (1 + ways));
    }

    /** A number above the limit is as good as any other. */
    private static int capped(long number) {
        return (int) Math.min(number, MAX + 1L);
    }

    private boolean skip(Pattern pattern) {
        boolean found = matcher.usePattern(pattern).region(at, end).lookingAt();
        if (found) {
            at = matcher.end();
        }
        return found;
    }
}
