package dev.packhouse.domain.account;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.text.NameText;
import java.util.Locale;

/**
 * The name of a user or an organization. Both share one set of names. Logins are compared without regard to case and
 * keep their original case.
 *
 * <p>A login is any text that is valid as a segment of a path. GitHub's sign-up form is stricter ("Username may only
 * contain alphanumeric characters or single hyphens, and cannot begin or end with a hyphen"), but some accounts are
 * older than that rule, managed users have an underscore and the short code of their enterprise ("Username
 * considerations for external authentication"), and apps have brackets. This class accepts them all, because accounts
 * are not created here.
 *
 * @param value the login in the spelling of its account, 1 to {@value NameText#MAX_LENGTH} characters
 */
public record Login(String value) {

    /**
     * Checks the login.
     *
     * @throws IllegalArgumentException if it is not valid as a segment of a path; the message has the login and the
     *     rule
     */
    public Login {
        requireNonNull(value, "value");
        NameText.checkSegment("login", value);
    }

    /** The key for comparison: the login in lower case. */
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
