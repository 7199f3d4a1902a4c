package dev.packhouse.adapter.http.protocol;

/** Compares entity tags with the weak comparison of HTTP, which ignores the prefix {@code W/}. */
public final class EntityTag {

    private EntityTag() {}

    /**
     * Whether the header {@code If-None-Match} contains this tag.
     *
     * @param header one line of the header
     * @param opaque the tag, without quotes
     */
    public static boolean matches(String header, String opaque) {
        if (header.strip().equals("*")) {
            return true;
        }
        int from = 0;
        while (true) {
            int found = header.indexOf(opaque, from);
            if (found < 0) {
                return false;
            }
            int end = found + opaque.length();
            if (found > 0 && header.charAt(found - 1) == '"' && end < header.length() && header.charAt(end) == '"') {
                return true;
            }
            from = end;
        }
    }
}
