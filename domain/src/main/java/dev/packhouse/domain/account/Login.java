package dev.packhouse.domain.account;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a user or an organization. Both share one set of names.
 *
 * <p>Letters, digits, hyphens and underscores, at most 39 characters, beginning with a letter or a digit. Logins are
 * compared without regard to case and keep the case they were given in.
 *
 * <p>GitHub's sign-up form is stricter ("Username may only contain alphanumeric characters or single hyphens, and cannot
 * begin or end with a hyphen"). But it has accounts from before that rule, with double hyphens or one at the end, and
 * gives managed users an underscore and the short code of their enterprise ("Username considerations for external
 * authentication"). Nobody signs up here: whatever an account may be called elsewhere has to be understood.
 *
 * @param value the login as its account spells it
 */
public record Login(String value) {

    /** The most characters a login may have. */
    public static final int MAX_LENGTH = 39;

    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    /**
     * Checks the login.
     *
     * @throws IllegalArgumentException if it breaks a rule; the message names the login and the rule
     */
    public Login {
        requireNonNull(value, "value");
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "Invalid login '%s': it must have 1 to %s characters".formatted(value, MAX_LENGTH));
        }
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException(("Invalid login '%s': it may only contain letters, digits, hyphens and"
                            + " underscores, and must begin with a letter or a digit")
                    .formatted(value));
        }
    }

    /** The form in which logins are compared: lower case. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Login login && value.equalsIgnoreCase(login.value);
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
