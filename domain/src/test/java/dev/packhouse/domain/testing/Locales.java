package dev.packhouse.domain.testing;

import java.util.Locale;
import java.util.function.Supplier;

/** Default locales that reveal code without an explicit locale. */
public final class Locales {

    /** Turkish, in which the lower case of I has no dot. */
    public static final Locale TURKISH = Locale.forLanguageTag("tr-TR");

    /** Arabic of Egypt, which has digits of its own. */
    public static final Locale ARABIC = Locale.forLanguageTag("ar-EG");

    private Locales() {}

    /** The result of a computation with this default locale. */
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
