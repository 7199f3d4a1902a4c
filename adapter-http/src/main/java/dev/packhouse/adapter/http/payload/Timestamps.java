package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Formats instants as GitHub does: in UTC, to the second. Uses no formatter, because a page has two hundred instants.
 */
final class Timestamps {

    private static final int LENGTH = "2020-05-19T22:19:11Z".length();

    private Timestamps() {}

    static void write(JsonGenerator json, SerializableString name, Instant instant) throws IOException {
        json.writeFieldName(name);
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > 9999) {
            json.writeString(Instant.ofEpochSecond(instant.getEpochSecond()).toString());
            return;
        }
        char[] text = new char[LENGTH];
        digits(text, 0, 4, time.getYear(), '-');
        digits(text, 5, 2, time.getMonthValue(), '-');
        digits(text, 8, 2, time.getDayOfMonth(), 'T');
        digits(text, 11, 2, time.getHour(), ':');
        digits(text, 14, 2, time.getMinute(), ':');
        digits(text, 17, 2, time.getSecond(), 'Z');
        json.writeString(text, 0, LENGTH);
    }

    private static void digits(char[] text, int start, int count, int value, char end) {
        int rest = value;
        for (int i = start + count - 1; i >= start; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        text[start + count] = end;
    }
}
