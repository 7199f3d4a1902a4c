package dev.packhouse.adapter.http.graphql;

import dev.packhouse.adapter.http.graphql.GraphQlError.Position;
import dev.packhouse.adapter.http.graphql.GraphQlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses the operations of a query. The values of arguments and the definitions of variables are skipped, because no field
 * here has arguments. Fragments and directives are refused.
 */
final class GraphQlParser {

    /** How deep selections and values may be nested. */
    private static final int MAX_DEPTH = 20;

    private static final Set<String> OPERATIONS = Set.of("query", "mutation", "subscription");

    private final GraphQlTokens tokens;
    private GraphQlToken current;
    private int depth;

    private GraphQlParser(String query) {
        this.tokens = new GraphQlTokens(query);
        this.current = tokens.next();
    }

    /**
     * Parses a query.
     *
     * @return its operations; at least one
     * @throws GraphQlException if it cannot be read
     */
    static List<GraphQlOperation> parse(String query) throws GraphQlException {
        GraphQlParser parser = new GraphQlParser(query);
        List<GraphQlOperation> operations = new ArrayList<>();
        do {
            operations.add(parser.operation());
        } while (parser.current.kind() != Kind.END);
        return operations;
    }

    private GraphQlOperation operation() throws GraphQlException {
        Position at = current.at();
        if (current.kind() == Kind.LCURLY) {
            return new GraphQlOperation("query", "", selections(), at);
        }
        if (is("fragment")) {
            throw unsupported("Fragments");
        }
        if (!OPERATIONS.contains(current.text())) {
            throw unexpected();
        }
        String kind = take(Kind.IDENTIFIER);
        String name = current.kind() == Kind.IDENTIFIER ? take(Kind.IDENTIFIER) : "";
        if (current.kind() == Kind.LPAREN) {
            skipVariables();
        }
        refuseDirectives();
        return new GraphQlOperation(kind, name, selections(), at);
    }

    private void skipVariables() throws GraphQlException {
        take(Kind.LPAREN);
        do {
            take(Kind.VAR_SIGN);
            take(Kind.IDENTIFIER);
            take(Kind.COLON);
            skipType();
            if (current.kind() == Kind.EQUALS) {
                take(Kind.EQUALS);
                skipValue();
            }
            refuseDirectives();
        } while (current.kind() != Kind.RPAREN);
        take(Kind.RPAREN);
    }

    private void skipType() throws GraphQlException {
        if (current.kind() == Kind.LBRACKET) {
            enter();
            take(Kind.LBRACKET);
            skipType();
            take(Kind.RBRACKET);
            depth--;
        } else {
            take(Kind.IDENTIFIER);
        }
        if (current.kind() == Kind.BANG) {
            take(Kind.BANG);
        }
    }

    private List<GraphQlField> selections() throws GraphQlException {
        enter();
        take(Kind.LCURLY);
        List<GraphQlField> fields = new ArrayList<>();
        do {
            fields.add(field());
        } while (current.kind() != Kind.RCURLY);
        take(Kind.RCURLY);
        depth--;
        return fields;
    }

    private GraphQlField field() throws GraphQlException {
        if (current.kind() == Kind.ELLIPSIS) {
            throw unsupported("Fragments");
        }
        Position at = current.at();
        String key = take(Kind.IDENTIFIER);
        String name = key;
        if (current.kind() == Kind.COLON) {
            take(Kind.COLON);
            name = take(Kind.IDENTIFIER);
        }
        List<String> arguments = current.kind() == Kind.LPAREN ? arguments() : List.of();
        refuseDirectives();
        List<GraphQlField> selections = current.kind() == Kind.LCURLY ? selections() : List.of();
        return new GraphQlField(key, name, arguments, selections, at);
    }

    private List<String> arguments() throws GraphQlException {
        take(Kind.LPAREN);
        List<String> names = new ArrayList<>();
        do {
            names.add(take(Kind.IDENTIFIER));
            take(Kind.COLON);
            skipValue();
        } while (current.kind() != Kind.RPAREN);
        take(Kind.RPAREN);
        return names;
    }

    private void skipValue() throws GraphQlException {
        enter();
        switch (current.kind()) {
            case VAR_SIGN -> {
                take(Kind.VAR_SIGN);
                take(Kind.IDENTIFIER);
            }
            case IDENTIFIER, NUMBER, STRING -> take(current.kind());
            case LBRACKET -> {
                take(Kind.LBRACKET);
                while (current.kind() != Kind.RBRACKET) {
                    skipValue();
                }
                take(Kind.RBRACKET);
            }
            case LCURLY -> {
                take(Kind.LCURLY);
                while (current.kind() != Kind.RCURLY) {
                    take(Kind.IDENTIFIER);
                    take(Kind.COLON);
                    skipValue();
                }
                take(Kind.RCURLY);
            }
            default -> throw unexpected();
        }
        depth--;
    }

    private void refuseDirectives() throws GraphQlException {
        if (current.kind() == Kind.DIR_SIGN) {
            throw unsupported("Directives");
        }
    }

    private void enter() throws GraphQlException {
        if (++depth > MAX_DEPTH) {
            throw new GraphQlException(
                    GraphQlError.at(current.at(), "The query is nested more than %d levels deep".formatted(MAX_DEPTH)));
        }
    }

    private boolean is(String word) {
        return current.kind() == Kind.IDENTIFIER && current.text().equals(word);
    }

    /** Returns the text of the current token, which must be of this kind, and goes to the next one. */
    private String take(Kind kind) throws GraphQlException {
        if (current.kind() != kind) {
            throw unexpected();
        }
        String text = current.text();
        current = tokens.next();
        return text;
    }

    private GraphQlException unexpected() {
        Position at = current.at();
        return new GraphQlException(
                current.kind() == Kind.END
                        ? GraphQlError.of("Unexpected end of document")
                        : GraphQlError.at(
                                at,
                                "Parse error on \"%s\" (%s) at [%d, %d]"
                                        .formatted(current.text(), current.kind(), at.line(), at.column())));
    }

    private GraphQlException unsupported(String what) {
        return new GraphQlException(GraphQlError.at(current.at(), what + " are not supported by this server"));
    }
}
