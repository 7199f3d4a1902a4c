package dev.packhouse.domain.testing;

import java.util.Locale;
import java.util.function.Supplier;

/** Default locales that find what forgot to name its own. */
public final class Locales {

    /** Turkish, whose lower-case I has no dot. */
    public static final Locale TURKISH = Locale.forLanguageTag("tr-TR");

    /** Arabic as in Egypt, whose digits are its own. */
    public static final Locale ARABIC = Locale.forLanguageTag("ar-EG");

    private Locales() {}

    /** What a computation gives on a machine of this locale. */
    public static <T> T in(Locale locale, Supplier<T> computation) {
        Locale before = Locale.getDefault();
        Locale.setDefault(locale);
        try {
            return computation.get();
        } finally {
            Locale.setDefault(before);
        }
    }
}
