package dev.packhouse.adapter.http.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.packhouse.adapter.http.graphql.GraphQlError.Position;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphQlParserTest {

    private static GraphQlField field(String key, String name, int line, int column, GraphQlField... selections) {
        return new GraphQlField(key, name, List.of(), List.of(selections), new Position(line, column));
    }

    @Test
    void operationsHaveTheirFieldsAndPlaces() throws GraphQlException {
        assertThat(GraphQlParser.parse("\uFEFF# a comment { \r\nquery Q,\n  { a: viewer {login,id} }\n{b}"))
                .containsExactly(
                        new GraphQlOperation(
                                "query",
                                "Q",
                                List.of(field(
                                        "a", "viewer", 3, 5, field("login", "login", 3, 16), field("id", "id", 3, 22))),
                                new Position(2, 1)),
                        new GraphQlOperation("query", "", List.of(field("b", "b", 4, 2)), new Position(4, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-1.5e+3",
                "true",
                "ENUM",
                "$variable",
                "\"a \\\" } string\"",
                "\"\"",
                "\"\"\"a \"quoted\" \n } block\"\"\"",
                "[]",
                "[1 2, [3]]",
                "{}",
                "{a: {b: [\"c\"]}, d: $e}"
            })
    void valuesOfArgumentsAreSkipped(String value) throws GraphQlException {
        List<GraphQlField> fields =
                GraphQlParser.parse("{ f(a: " + value + ", b: 1) }").get(0).selections();

        assertThat(fields.get(0).arguments()).containsExactly("a", "b");
    }

    @Test
    void definitionsOfVariablesAreSkipped() throws GraphQlException {
        assertThat(GraphQlParser.parse("mutation M($a: Int, $b: [[String!]!] = [[\"x\"]], $c: ID!) { f }"))
                .extracting(GraphQlOperation::kind, GraphQlOperation::label)
                .containsExactly(tuple("mutation", "mutation M"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Unexpected end of document",
                "query | Unexpected end of document",
                "{ f(a: [1 | Unexpected end of document",
                "{ a } } | Parse error on \"}\" (RCURLY) at [1, 7]",
                "{ a: } | Parse error on \"}\" (RCURLY) at [1, 6]",
                "{ f() } | Parse error on \")\" (RPAREN) at [1, 5]",
                "{ f(a 1) } | Parse error on \"1\" (NUMBER) at [1, 7]",
                "{ f(a: !) } | Parse error on \"!\" (BANG) at [1, 8]",
                "{ f(a: \"x) } | Parse error on \"\"\" (UNKNOWN_CHAR) at [1, 8]",
                "query () { a } | Parse error on \")\" (RPAREN) at [1, 8]",
                "query (a: Int) { a } | Parse error on \"a\" (IDENTIFIER) at [1, 8]",
                "fetch { a } | Parse error on \"fetch\" (IDENTIFIER) at [1, 1]",
                "{ é } | Parse error on \"é\" (UNKNOWN_CHAR) at [1, 3]",
                "fragment F on User { login } | Fragments are not supported by this server",
                "{ ... on User { login } } | Fragments are not supported by this server",
                "query @d { a } | Directives are not supported by this server",
                "query ($a: Int @d) { a } | Directives are not supported by this server"
            })
    void whatCannotBeReadIsAnErrorWithItsPlace(String query, String message) {
        assertThatThrownBy(() -> GraphQlParser.parse(query))
                .isInstanceOf(GraphQlException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a(b:[", "{a(b:{c:", "query($a:["})
    void whatIsNestedTooDeeplyIsRefused(String start) {
        String open = start.substring(start.lastIndexOf(start.contains("{c:") ? '{' : '['));

        assertThatThrownBy(() -> GraphQlParser.parse(start + open.repeat(20_000)))
                .hasMessage("The query is nested more than 20 levels deep");
    }

    @Test
    void twentyLevelsAreRead() throws GraphQlException {
        assertThat(GraphQlParser.parse("{a".repeat(20) + "}".repeat(20))).hasSize(1);
        assertThatThrownBy(() -> GraphQlParser.parse("{a".repeat(21) + "}".repeat(21)))
                .hasMessage("The query is nested more than 20 levels deep");
    }
}
