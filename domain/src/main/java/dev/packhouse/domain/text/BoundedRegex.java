package dev.packhouse.domain.text;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression between slashes, whose matches are bounded. */
final class BoundedRegex implements Predicate<String> {

    static final int MAX_LENGTH = 200;
    static final int MAX_READS = 10_000;

    private final String text;
    private final Pattern pattern;

    BoundedRegex(String text, boolean ignoresCase) {
        this.text = text;
        if (text.length() < 2 || !text.endsWith("/")) {
            throw BadPattern.at(text, text.length() - 1, "a regular expression ends with '/'");
        }
        String expression = text.substring(1, text.length() - 1);
        if (expression.isEmpty()) {
            throw BadPattern.at(text, 1, "the regular expression is empty");
        }
        if (expression.length() > MAX_LENGTH) {
            throw BadPattern.at(text, 1 + MAX_LENGTH, "a regular expression has at most 200 characters");
        }
        try {
            pattern = Pattern.compile(expression, ignoresCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        } catch (PatternSyntaxException e) {
            throw BadPattern.at(text, 1 + Math.max(0, e.getIndex()), e.getDescription());
        }
        UnreadPaths.check(text);
    }

    @Override
    public boolean test(String name) {
        return match(name, Matcher::matches);
    }

    /** The number of capturing groups. */
    int groups() {
        return pattern.matcher("").groupCount();
    }

    /** What the first of at least one capturing group has; empty without a match. */
    Optional<String> firstGroup(String name) {
        return match(name, matcher -> matcher.matches() ? Optional.ofNullable(matcher.group(1)) : Optional.empty());
    }

    private <T> T match(String name, Function<Matcher, T> match) {
        try {
            return match.apply(pattern.matcher(new CountedText(name, MAX_READS)));
        } catch (CountedText.Exhausted | StackOverflowError e) {
            throw new CostlyPatternException(text, name);
        }
    }
}
