package dev.packhouse.application.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

    @ParameterizedTest
    @CsvSource({
        "2027-05-19T22:19:11Z, 2027-05-19T22:19:11Z",
        "2027-05-19T22:19:11.5+02:00, 2027-05-19T20:19:11.5Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
    })
    void aDateHasAnOffset(String text, Instant expected) {
        assertThat(Dates.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2027-05-19",
                "2027-05-19T22:19:11",
                "2027-02-30T00:00:00Z",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "+10000-01-01T00:00:00Z"
            })
    void otherTextsAreNoDates(String text) {
        assertThat(Dates.parse(text)).isEmpty();
    }
}
