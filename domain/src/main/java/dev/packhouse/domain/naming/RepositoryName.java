package dev.packhouse.domain.naming;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Login;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The full name of a repository: its owner, a slash, and its own name. Compared without regard to case.
 *
 * @param owner the account the repository belongs to
 * @param name its own name: 1 to 100 letters, digits, dots, hyphens and underscores
 */
public record RepositoryName(Login owner, String name) {

    private static final Pattern GRAMMAR = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it breaks the rule of the name; the message has the name and the rule
     */
    public RepositoryName {
        requireNonNull(owner, "owner");
        requireNonNull(name, "name");
        if (!GRAMMAR.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Invalid repository name '%s': expected 1 to 100 letters, digits, '.', '-' and '_'"
                            .formatted(name));
        }
    }

    /**
     * Parses {@code owner/name}.
     *
     * @throws IllegalArgumentException if there is not exactly one slash, or either part breaks its rules
     */
    public static RepositoryName parse(String fullName) {
        int slash = fullName.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "Invalid repository '%s': expected its owner, a slash and its name".formatted(fullName));
        }
        return new RepositoryName(new Login(fullName.substring(0, slash)), fullName.substring(slash + 1));
    }

    /** The key for comparison: {@code owner/name} in lower case. */
    public String key() {
        return owner.key() + "/" + nameKey();
    }

    /** The key for comparison within one owner: the own name in lower case. */
    public String nameKey() {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RepositoryName repository && key().equals(repository.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
