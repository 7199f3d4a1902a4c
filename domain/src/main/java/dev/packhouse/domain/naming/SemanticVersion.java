package dev.packhouse.domain.naming;

import java.util.regex.Pattern;

/** The version numbers of npm ("Semantic Versioning 2.0.0"): their numbers have no leading zero. */
final class SemanticVersion {

    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    private static final String NUMBER = "(?:0|[1-9]\\d*)";
    private static final String PRE_RELEASE = "(?:" + NUMBER + "|\\d*[A-Za-z-][0-9A-Za-z-]*)";
    private static final Pattern GRAMMAR = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-"
            + PRE_RELEASE + "(?:\\." + PRE_RELEASE + ")*)?(?:\\+" + IDENTIFIERS + ")?");

    private SemanticVersion() {}

    static boolean matches(String text) {
        return GRAMMAR.matcher(text).matches();
    }

    /** The version without its build metadata. A text that is not a version stays unchanged. */
    static String key(String text) {
        return text.contains("+") && matches(text) ? text.substring(0, text.indexOf('+')) : text;
    }
}
