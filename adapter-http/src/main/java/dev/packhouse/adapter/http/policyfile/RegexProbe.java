package dev.packhouse.adapter.http.policyfile;

import dev.packhouse.domain.text.CostlyPatternException;
import dev.packhouse.domain.text.NamePattern;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Matches a pattern with texts that make careless regular expressions try very many ways: long repetitions, of common
 * characters and of those in the pattern, with an end that does not match.
 */
final class RegexProbe {

    /** The longest name of a package or version. */
    private static final int LENGTH = 255;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+|[._-]");
    private static final Set<String> COMMON = Set.of("a", "A", "0", "1", "-", ".", "_", "1.", "a-", "ab");
    private static final int MAX_WORDS = 50;

    private RegexProbe() {}

    /** The text for which a pattern is too costly; empty if none was found. */
    static Optional<String> costlyText(NamePattern pattern) {
        Set<String> words = new LinkedHashSet<>(COMMON);
        WORD.matcher(pattern.toString())
                .results()
                .map(MatchResult::group)
                .limit(MAX_WORDS)
                .forEach(word -> {
                    words.add(word);
                    words.add(word.substring(word.length() - 1));
                });
        return words.stream()
                .map(word -> word.repeat(LENGTH / word.length()))
                .flatMap(text -> Stream.of(text, text.substring(0, text.length() - 1) + "!"))
                .filter(text -> isCostly(pattern, text))
                .findFirst();
    }

    private static boolean isCostly(NamePattern pattern, String text) {
        try {
            pattern.matches(text);
            return false;
        } catch (CostlyPatternException e) {
            return true;
        }
    }
}
