package dev.packhouse.domain.naming;

import static java.util.function.UnaryOperator.identity;

import dev.packhouse.domain.text.NameText;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The names that a registry accepts from a publisher, and when two of them are one name. */
final class NameGrammar {

    private final int maxLength;
    private final Predicate<String> accepts;
    private final String expected;
    private final UnaryOperator<String> key;

    private NameGrammar(int maxLength, Predicate<String> accepts, String expected, UnaryOperator<String> key) {
        this.maxLength = maxLength;
        this.accepts = accepts;
        this.expected = expected;
        this.key = key;
    }

    /**
     * Names that are compared exactly.
     *
     * @param expected what a name must be, for messages
     */
    static NameGrammar of(Predicate<String> accepts, String expected) {
        return new NameGrammar(NameText.MAX_LENGTH, accepts, expected, identity());
    }

    /** Names that match a regular expression, and are compared exactly. */
    static NameGrammar matching(String regex, String expected) {
        Pattern pattern = Pattern.compile(regex);
        return of(name -> pattern.matcher(name).matches(), expected);
    }

    /** The names of images: path components of OCI distribution, joined by slashes. */
    static NameGrammar ofImages() {
        String component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
        return matching(
                "%1$s(?:/%1$s)*".formatted(component),
                "lower-case letters and digits joined by '.', '_' or '-', in a path of '/'");
    }

    /** This grammar for names of at most this length. */
    NameGrammar atMost(int length) {
        return new NameGrammar(length, accepts, expected, key);
    }

    /** This grammar with another comparison. */
    NameGrammar comparedBy(UnaryOperator<String> other) {
        return new NameGrammar(maxLength, accepts, expected, other);
    }

    /** The key of a name for comparison. */
    String key(String name) {
        return key.apply(name);
    }

    /**
     * Returns why a name breaks the grammar, with the name and the rule; empty if it does not.
     *
     * @param what what it names, as in "npm package name"
     */
    Optional<String> violation(String what, String name) {
        if (name.length() > maxLength) {
            return Optional.of("Invalid %s '%s': it must have 1 to %s characters".formatted(what, name, maxLength));
        }
        return accepts.test(name)
                ? Optional.empty()
                : Optional.of("Invalid %s '%s': expected %s".formatted(what, name, expected));
    }
}
