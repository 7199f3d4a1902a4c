package dev.packhouse.application.model;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The texts of audit entries. */
final class AuditText {

    private AuditText() {}

    /** The size of a text in UTF-8. */
    static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    /** Truncates a text of more than {@link AuditEntry#MAX_TEXT} bytes between two characters, and adds the mark. */
    static String cut(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        if (utf8.length <= AuditEntry.MAX_TEXT) {
            return text;
        }
        String mark = "...[%d bytes]".formatted(utf8.length);
        int end = AuditEntry.MAX_TEXT - mark.length();
        while (isInsideCodePoint(utf8[end])) {
            end--;
        }
        return new String(utf8, 0, end, UTF_8) + mark;
    }

    private static boolean isInsideCodePoint(byte value) {
        return (value & 0xC0) == 0x80;
    }
}
