package dev.packhouse.domain.text;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * A pattern for names. It matches a whole name, never a part of one.
 *
 * <p>A text between slashes, such as {@code /v\d+/}, is a regular expression of {@link java.util.regex.Pattern}, with at
 * most {@value BoundedRegex#MAX_LENGTH} characters. Every other text is a glob:
 *
 * <table>
 *   <caption>Globs</caption>
 *   <tr><td>{@code *}<td>any characters but slashes, or none
 *   <tr><td>{@code **}<td>any characters, or none
 *   <tr><td>{@code ?}<td>one character, no slash
 *   <tr><td>{@code [a-z_]}, {@code [!a]}<td>one character of a set, or one outside of it, no slash
 *   <tr><td>{@code {a,b*}}<td>one of several globs
 * </table>
 *
 * <p>A glob has at most {@value GlobReader#MAX_LENGTH} characters. In a set every character but {@code ]} is itself, so that {@code [*]} is an asterisk. A glob without special
 * characters is an exact comparison. The time for a glob grows with the length of the pattern and of the name, whatever
 * they are; a regular expression that needs more than {@value BoundedRegex#MAX_READS} reads of characters ends with a
 * {@link CostlyPatternException}.
 *
 * <p>Patterns are immutable and safe for many threads.
 */
public final class NamePattern {

    private final String text;
    private final Optional<BoundedRegex> regex;
    private final Predicate<String> matcher;
    private final Predicate<String> matcherIgnoringCase;

    private NamePattern(String text) {
        this.text = text;
        this.regex = isRegex(text) ? Optional.of(new BoundedRegex(text, false)) : Optional.empty();
        this.matcher = regex.<Predicate<String>>map(expression -> expression)
                .orElseGet(() -> new GlobReader(text, false).read());
        this.matcherIgnoringCase = isRegex(text) ? new BoundedRegex(text, true) : new GlobReader(text, true).read();
    }

    private static boolean isRegex(String text) {
        return text.startsWith("/");
    }

    /**
     * Parses a pattern.
     *
     * @throws IllegalArgumentException if it is no pattern; the message has the text, the reason and the position
     */
    public static NamePattern parse(String text) {
        return new NamePattern(text);
    }

    /**
     * Whether the pattern matches the whole name.
     *
     * @throws CostlyPatternException if a regular expression needs too much work for this name
     */
    public boolean matches(String name) {
        return matcher.test(name);
    }

    /**
     * Whether the pattern matches the whole name without regard to case, as the names of nuget are compared.
     *
     * @throws CostlyPatternException if a regular expression needs too much work for this name
     */
    public boolean matchesIgnoringCase(String name) {
        return matcherIgnoringCase.test(name);
    }

    /** The number of capturing groups; 0 for a glob. */
    public int groups() {
        return regex.map(BoundedRegex::groups).orElse(0);
    }

    /**
     * What the first capturing group has of a name that the pattern matches. Empty if it does not match, or if the group
     * has no part in the match.
     *
     * @throws IllegalStateException if the pattern has no capturing group
     * @throws CostlyPatternException if the regular expression needs too much work for this name
     */
    public Optional<String> firstGroup(String name) {
        return regex.filter(expression -> expression.groups() > 0)
                .orElseThrow(() -> new IllegalStateException("Pattern '%s' has no capturing group".formatted(text)))
                .firstGroup(name);
    }

    /** Whether the other pattern has the same text. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text that was parsed. */
    @Override
    public String toString() {
        return text;
    }
}
