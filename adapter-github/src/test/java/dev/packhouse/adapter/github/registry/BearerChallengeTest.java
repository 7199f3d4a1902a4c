package dev.packhouse.adapter.github.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code WWW-Authenticate} of a registry. */
class BearerChallengeTest {

    private static Optional<BearerChallenge> parse(String... values) {
        return BearerChallenge.parse(List.of(values));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Bearer realm=\"https://r/token\",service=\"s\",scope=\"repository:o/n:pull\" | https://r/token | s",
                "bearer REALM = \"r\" , Service=s                                         | r               | s",
                "Bearer realm=r                                                           | r               |",
                "Bearer scope=\"a,b realm=\\\"no\\\"\", realm=\"r\"                       | r               |",
                "Bearer realm=\"a\\\"b\\\\c\"                                             | a\"b\\c         |",
                "Bearer realm=\"first\", realm=\"second\"                                 | first           |",
                "Basic realm=\"basic\", Bearer realm=\"bearer\"                           | bearer          |",
                "Negotiate YWJjZA==, Bearer realm=\"bearer\",service=s, Basic realm=\"b\" | bearer          | s",
                ",, Bearer ,realm=r,,                                                     | r               |",
                "@ Bearer realm=r                                                         | r               |",
                "Bearer realm=\"not closed                                                | not closed      |"
            })
    void theFirstChallengeOfTheSchemeBearerCounts(String header, String realm, String service) {
        assertThat(parse(header)).contains(new BearerChallenge(realm, Optional.ofNullable(service)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Bearer",
                "Bearer realm",
                "Bearer realm=",
                "Basic realm=\"r\"",
                "realm=\"r\"",
                "=",
                "\"",
                "Bearer \"r\""
            })
    void anythingElseIsNone(String header) {
        assertThat(parse(header)).isEmpty();
    }

    @Test
    void aHeaderMayBeThereSeveralTimes() {
        assertThat(parse()).isEmpty();
        assertThat(parse("Basic realm=\"b\"", "Bearer realm=\"r\""))
                .contains(new BearerChallenge("r", Optional.empty()));
    }
}
