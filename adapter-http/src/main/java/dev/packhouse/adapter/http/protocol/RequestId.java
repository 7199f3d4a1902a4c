package dev.packhouse.adapter.http.protocol;

import java.util.concurrent.ThreadLocalRandom;

/** Creates the ids in {@code X-GitHub-Request-Id}: four random groups and the time, in upper-case hexadecimal. */
public final class RequestId {

    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private RequestId() {}

    /** Returns a new id for a request at this time, in seconds since 1970. */
    public static String at(long epochSecond) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] id = new char[35];
        int end = group(id, 0, 4, random.nextLong());
        end = group(id, end, 6, random.nextLong());
        end = group(id, end, 6, random.nextLong());
        end = group(id, end, 7, random.nextLong());
        group(id, end, 8, epochSecond);
        return new String(id);
    }

    private static int group(char[] id, int start, int length, long value) {
        for (int i = 0; i < length; i++) {
            id[start + i] = DIGITS[(int) (value >>> (4 * (length - 1 - i))) & 0xf];
        }
        if (start + length < id.length) {
            id[start + length] = ':';
        }
        return start + length + 1;
    }
}
