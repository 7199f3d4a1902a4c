package dev.packhouse.domain.version;

import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.VersionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of RubyGems: groups of digits and of letters, of which letters come first and make a prerelease. Missing
 * groups are zero. What follows a hyphen is a platform, and no part of the number.
 *
 * <p>Source: {@code Gem::Version}. It would read a hyphen as {@code .pre.}; in the name of a version, the platform
 * stands there.
 */
final class GemVersion {

    private static final int WORD = 0;
    private static final int NUMBER = 1;
    private static final Token ZERO = Token.number(NUMBER, "0");
    private static final Pattern SEGMENT = Pattern.compile("[0-9]+|[A-Za-z]+");

    private GemVersion() {}

    static Optional<ParsedVersion> parse(String text) {
        return VersionName.followsGrammar(PackageType.RUBYGEMS, text)
                ? Optional.of(ofSegments(text.split("-", 2)[0]))
                : Optional.empty();
    }

    private static ParsedVersion ofSegments(String version) {
        List<Token> numbers = new ArrayList<>();
        List<Token> others = new ArrayList<>();
        Matcher segments = SEGMENT.matcher(version);
        while (segments.find()) {
            String segment = segments.group();
            Token token = Token.isNumber(segment) ? Token.number(NUMBER, segment) : Token.word(WORD, segment);
            (others.isEmpty() && token.rank() == NUMBER ? numbers : others).add(token);
        }
        trim(numbers);
        trim(others);
        TokenSequence release = new TokenSequence(numbers, ZERO);
        if (others.isEmpty()) {
            return ParsedVersion.release(release);
        }
        numbers.addAll(others);
        return ParsedVersion.prerelease(new TokenSequence(numbers, ZERO), release);
    }

    private static void trim(List<Token> tokens) {
        while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).equals(ZERO)) {
            tokens.remove(tokens.size() - 1);
        }
    }
}
