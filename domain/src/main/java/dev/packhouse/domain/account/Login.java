package dev.packhouse.domain.account;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.text.NameText;
import java.util.Locale;

/**
 * The name of a user or an organization. Both share one set of names. Logins are compared without regard to case and keep
 * the case they were given in.
 *
 * <p>A login is anything that a segment of a path can carry. GitHub's sign-up form is stricter ("Username may only contain
 * alphanumeric characters or single hyphens, and cannot begin or end with a hyphen"), but there are accounts from before
 * that rule, managed users have an underscore and the short code of their enterprise ("Username considerations for external
 * authentication"), and apps have brackets. No account is created here: whatever one is called elsewhere is understood.
 *
 * @param value the login as its account spells it, 1 to {@value NameText#MAX_LENGTH} characters
 */
public record Login(String value) {

    /**
     * Checks the login.
     *
     * @throws IllegalArgumentException if no path can carry it; the message names the login and the rule
     */
    public Login {
        requireNonNull(value, "value");
        NameText.checkSegment("login", value);
    }

    /** The form in which logins are compared: lower case. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Login login && key().equals(login.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
