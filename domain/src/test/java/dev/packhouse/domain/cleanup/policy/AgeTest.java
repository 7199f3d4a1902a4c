package dev.packhouse.domain.cleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {

    @ParameterizedTest
    @CsvSource({
        "36h, 2026-11-19T00:00:00Z",
        "14d, 2026-11-06T12:00:00Z",
        "2w, 2026-11-06T12:00:00Z",
        "6mo, 2026-05-20T12:00:00Z",
        "1y, 2025-11-20T12:00:00Z",
        "0h, 2026-11-20T12:00:00Z",
        "99999d, 1753-02-05T12:00:00Z"
    })
    void anAgeIsAnInstantBeforeNow(String age, Instant then) {
        assertThat(new Age(age).before(Instant.parse("2026-11-20T12:00:00Z"), ZoneId.of("UTC")))
                .isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({
        "1mo, 2026-03-31T10:00:00Z, 2026-02-28T10:00:00Z",
        "1mo, 2028-03-30T10:00:00Z, 2028-02-29T10:00:00Z",
        "1y, 2028-02-29T10:00:00Z, 2027-02-28T10:00:00Z"
    })
    void aShorterMonthEndsEarlier(String age, Instant now, Instant then) {
        assertThat(new Age(age).before(now, ZoneId.of("UTC"))).isEqualTo(then);
    }

    /** In Berlin summer time ends on 25 October 2026. */
    @ParameterizedTest
    @CsvSource({"1mo, 2026-10-11T10:00:00Z", "31d, 2026-10-11T11:00:00Z", "744h, 2026-10-11T11:00:00Z"})
    void monthsKeepTheTimeOfDayAndDaysHave24Hours(String age, Instant then) {
        assertThat(new Age(age).before(Instant.parse("2026-11-11T11:00:00Z"), ZoneId.of("Europe/Berlin")))
                .isEqualTo(then);
    }

    @Test
    void aMonthIsThatOfTheTimeZone() {
        Instant now = Instant.parse("2026-03-30T23:30:00Z");

        assertThat(new Age("1mo").before(now, ZoneId.of("UTC"))).isEqualTo(Instant.parse("2026-02-28T23:30:00Z"));
        assertThat(new Age("1mo").before(now, ZoneId.of("Asia/Tokyo"))).isEqualTo("2026-02-27T23:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "d", "14", "14 d", "-1d", "1.5d", "100000d", "14D", "14m", "1d1h", "١d", " 1d", "1d\\n"})
    void otherTextsAreNoAges(String text) {
        assertThatThrownBy(() -> new Age(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'%s' is no age: expected a number and h, d, w, mo or y, as in 36h, 14d, 2w, 6mo or 1y", text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T12:00:00Z, 0 hours",
        "2026-11-20T11:00:01Z, 0 hours",
        "2026-11-18T12:00:01Z, 47 hours",
        "2026-11-18T12:00:00Z, 2 days",
        "2025-11-20T12:00:00Z, 365 days",
        "2026-11-20T12:00:01Z, in the future"
    })
    void wordsSayHoursUpToTwoDays(Instant then, String words) {
        assertThat(Age.words(then, Instant.parse("2026-11-20T12:00:00Z"))).isEqualTo(words);
    }

    @Test
    void anAgeIsShownAsItIsWritten() {
        assertThat(new Age("02w")).hasToString("02w");
    }
}
