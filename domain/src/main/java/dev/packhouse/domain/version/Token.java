package dev.packhouse.domain.version;

import java.util.Comparator;

/**
 * A part of a version number: a number or a word. Ranks are compared first; their meaning is that of the ecosystem.
 * Numbers of one rank are compared by value, words of one rank by their characters.
 */
final class Token implements Comparable<Token> {

    private static final Comparator<Token> ORDER = Comparator.<Token>comparingInt(token -> token.rank)
            .thenComparingInt(token -> token.digits)
            .thenComparing(token -> token.text);

    private final int rank;
    private final int digits;
    private final String text;

    private Token(int rank, int digits, String text) {
        this.rank = rank;
        this.digits = digits;
        this.text = text;
    }

    /** A number of any length. Leading zeros do not count. */
    static Token number(int rank, String digits) {
        String significant = withoutLeadingZeros(digits);
        return new Token(rank, significant.length(), significant);
    }

    /** A word. All tokens of its rank are words. */
    static Token word(int rank, String text) {
        return new Token(rank, 0, text);
    }

    /** A word without text. */
    static Token mark(int rank) {
        return word(rank, "");
    }

    static boolean isNumber(String text) {
        return text.chars().allMatch(Token::isDigit);
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    /** The digits of a number, without leading zeros; {@code 0} for zero. */
    static String withoutLeadingZeros(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    int rank() {
        return rank;
    }

    @Override
    public int compareTo(Token other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token token && compareTo(token) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * rank + text.hashCode();
    }
}
