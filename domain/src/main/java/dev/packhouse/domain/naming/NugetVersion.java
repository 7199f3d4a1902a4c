package dev.packhouse.domain.naming;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version numbers of NuGet: several spellings denote the same version. */
final class NugetVersion {

    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    private static final Pattern GRAMMAR = Pattern.compile(
            "(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:\\.(\\d+))?(-" + IDENTIFIERS + ")?(?:\\+" + IDENTIFIERS + ")?");

    private NugetVersion() {}

    static boolean matches(String text) {
        return GRAMMAR.matcher(text).matches();
    }

    /**
     * The normalized form in lower case: three numbers without leading zeros, the fourth one if it is not zero, no
     * build metadata. A text that is not a version is only converted to lower case. Numbers stay text, so they may have
     * any length.
     */
    static String key(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        Matcher parts = GRAMMAR.matcher(lowerCase);
        if (!parts.matches()) {
            return lowerCase;
        }
        String fourth = number(parts.group(4));
        return number(parts.group(1))
                + "."
                + number(parts.group(2))
                + "."
                + number(parts.group(3))
                + (fourth.equals("0") ? "" : "." + fourth)
                + (parts.group(5) == null ? "" : parts.group(5));
    }

    /** Removes leading zeros. A missing number is zero. */
    private static String number(String digits) {
        if (digits == null) {
            return "0";
        }
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }
}
