package dev.packhouse.adapter.http.fault;

import dev.packhouse.adapter.http.protocol.PercentEncoding;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of paths. A segment {@code *}, or one in braces such as {@code {org}}, stands for any segment, and a last segment
 * {@code **} for any number of segments. Segments are compared decoded, so that {@code team%2Fapp} is one segment. The prefix
 * {@code /api/v3} of a path does not count.
 */
public final class PathPattern {

    private static final String REST = "**";

    /** The pattern of all paths. */
    public static final PathPattern ALL = new PathPattern("/" + REST);

    private final String text;
    private final List<String> segments;
    private final boolean open;

    /**
     * Creates a pattern.
     *
     * @throws IllegalArgumentException if the text does not begin with a slash, has {@code **} elsewhere than at its end, or
     *     cannot be decoded
     */
    public PathPattern(String text) {
        this.text = text;
        List<String> all = segments(text);
        this.open = all.get(all.size() - 1).equals(REST);
        this.segments = open ? all.subList(0, all.size() - 1) : all;
        if (segments.contains(REST)) {
            throw new IllegalArgumentException("'%s' has %s before its end".formatted(text, REST));
        }
    }

    private static List<String> segments(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("'%s' does not begin with a slash".formatted(path));
        }
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(1).split("/", -1)) {
            segments.add(PercentEncoding.decodeSegment(segment)
                    .orElseThrow(() -> new IllegalArgumentException("'%s' cannot be decoded".formatted(path))));
        }
        return segments;
    }

    /** Whether a raw path matches, with or without the prefix. */
    public boolean matches(String rawPath) {
        String path =
                rawPath.startsWith(PublicUrl.PREFIX + "/") ? rawPath.substring(PublicUrl.PREFIX.length()) : rawPath;
        List<String> found;
        try {
            found = segments(path);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (open ? found.size() < segments.size() : found.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String wanted = segments.get(i);
            if (!isPlaceholder(wanted) && !wanted.equals(found.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlaceholder(String segment) {
        return segment.equals("*") || (segment.startsWith("{") && segment.endsWith("}"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text of the pattern. */
    @Override
    public String toString() {
        return text;
    }
}
