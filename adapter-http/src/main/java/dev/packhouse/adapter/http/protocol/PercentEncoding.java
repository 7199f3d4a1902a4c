package dev.packhouse.adapter.http.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Decodes percent-encoded parts of a URL. */
public final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes one segment of a path.
     *
     * @return empty if an escape is malformed, the bytes are not UTF-8, or the text has a control character
     */
    public static Optional<String> decodeSegment(String raw) {
        return plain(raw) ? Optional.of(raw) : decode(raw, false).filter(PercentEncoding::withoutControls);
    }

    /**
     * Decodes a name or a value of a query, where a plus is a space.
     *
     * @return empty if an escape is malformed or the bytes are not UTF-8
     */
    static Optional<String> decodeQuery(String raw) {
        return plain(raw) ? Optional.of(raw) : decode(raw, true);
    }

    private static boolean plain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c == '+' || c < ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean withoutControls(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<String> decode(String raw, boolean plusIsSpace) {
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= 0x80) {
                return Optional.empty();
            }
            if (c == '%') {
                if (i + 2 >= raw.length()
                        || !HexFormat.isHexDigit(raw.charAt(i + 1))
                        || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
                    return Optional.empty();
                }
                bytes[length++] = (byte) HexFormat.fromHexDigits(raw, i + 1, i + 3);
                i += 2;
            } else {
                bytes[length++] = (byte) (plusIsSpace && c == '+' ? ' ' : c);
            }
        }
        try {
            // A new decoder reports malformed bytes; the constructor of String would replace them.
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
