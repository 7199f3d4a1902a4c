package dev.packhouse.adapter.http.graphql;

import dev.packhouse.adapter.http.graphql.GraphQlError.Position;

/**
 * A token of a query.
 *
 * @param text the text; of a string without its quotes
 */
record GraphQlToken(Kind kind, String text, Position at) {

    /** The kinds of tokens, with the names that messages have. */
    enum Kind {
        LCURLY,
        RCURLY,
        LPAREN,
        RPAREN,
        LBRACKET,
        RBRACKET,
        COLON,
        EQUALS,
        BANG,
        PIPE,
        AMP,
        DIR_SIGN,
        VAR_SIGN,
        ELLIPSIS,
        IDENTIFIER,
        NUMBER,
        STRING,
        UNKNOWN_CHAR,
        END
    }
}
