package dev.packhouse.adapter.http.graphql;

import dev.packhouse.adapter.http.graphql.GraphQlError.Position;
import dev.packhouse.adapter.http.graphql.GraphQlToken.Kind;
import java.util.function.IntPredicate;

/** Reads the tokens of a query one by one. Skips blanks, commas and comments. */
final class GraphQlTokens {

    private static final String PUNCTUATION = "{}()[]:=!|&@$";
    private static final Kind[] PUNCTUATION_KINDS = {
        Kind.LCURLY,
        Kind.RCURLY,
        Kind.LPAREN,
        Kind.RPAREN,
        Kind.LBRACKET,
        Kind.RBRACKET,
        Kind.COLON,
        Kind.EQUALS,
        Kind.BANG,
        Kind.PIPE,
        Kind.AMP,
        Kind.DIR_SIGN,
        Kind.VAR_SIGN
    };

    private static final String QUOTE = "\"";
    private static final String BLOCK_QUOTE = "\"\"\"";
    private static final String ELLIPSIS = "...";

    private final String query;
    private int index;
    private int line = 1;
    private int lineStart;

    GraphQlTokens(String query) {
        this.query = query;
    }

    /** Returns the next token; at the end of the query, and after it, one of the kind {@link Kind#END}. */
    GraphQlToken next() {
        skip();
        Position at = new Position(line, index - lineStart + 1);
        if (index == query.length()) {
            return new GraphQlToken(Kind.END, "", at);
        }
        char first = query.charAt(index);
        int punctuation = PUNCTUATION.indexOf(first);
        if (punctuation >= 0) {
            return token(PUNCTUATION_KINDS[punctuation], index + 1, at);
        }
        if (isLetter(first)) {
            return token(Kind.IDENTIFIER, endOf(c -> isLetter(c) || isDigit(c), index), at);
        }
        if (isDigit(first) || first == '-') {
            return token(
                    Kind.NUMBER, endOf(c -> isLetter(c) || isDigit(c) || c == '.' || c == '+' || c == '-', index), at);
        }
        if (query.startsWith(ELLIPSIS, index)) {
            return token(Kind.ELLIPSIS, index + ELLIPSIS.length(), at);
        }
        if (first == '"') {
            return string(query.startsWith(BLOCK_QUOTE, index) ? BLOCK_QUOTE : QUOTE, at);
        }
        return token(Kind.UNKNOWN_CHAR, query.offsetByCodePoints(index, 1), at);
    }

    /** A string up to the same quote; an unknown character if it does not end. */
    private GraphQlToken string(String quote, Position at) {
        for (int i = index + quote.length(); i < query.length(); i++) {
            if (query.startsWith(quote, i)) {
                return token(Kind.STRING, i + quote.length(), at);
            }
            if (query.charAt(i) == '\\') {
                i++;
            }
        }
        return token(Kind.UNKNOWN_CHAR, index + 1, at);
    }

    private void skip() {
        while (index < query.length()) {
            char c = query.charAt(index);
            if (c == '#') {
                moveTo(endOf(each -> each != '\n' && each != '\r', index));
            } else if (Character.isWhitespace(c) || c == ',' || c == '\uFEFF') {
                moveTo(index + 1);
            } else {
                return;
            }
        }
    }

    private int endOf(IntPredicate characters, int start) {
        int end = start;
        while (end < query.length() && characters.test(query.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private GraphQlToken token(Kind kind, int end, Position at) {
        String text = query.substring(index, end);
        moveTo(end);
        return new GraphQlToken(kind, text, at);
    }

    private void moveTo(int end) {
        for (; index < end; index++) {
            if (query.charAt(index) == '\n') {
                line++;
                lineStart = index + 1;
            }
        }
    }
}
