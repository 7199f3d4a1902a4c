package dev.packhouse.domain.version;

import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.VersionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Versions of npm, of image tags and of NuGet: numbers, and the labels of a prerelease behind a hyphen.
 *
 * <p>Source: "Semantic Versioning 2.0.0", item 11. NuGet has its order, with a fourth number.
 */
final class LabelledVersion {

    private static final int NUMBER = 0;
    private static final int WORD = 1;
    private static final Token END = Token.mark(-1);
    private static final Token RELEASE = Token.mark(2);
    private static final Pattern SHORT = Pattern.compile("\\d+(?:\\.\\d+)?");

    private LabelledVersion() {}

    /** Parses a semantic version, which may begin with {@code v}. */
    static Optional<ParsedVersion> parseSemantic(String text) {
        String number = text.startsWith("v") ? text.substring(1) : text;
        return VersionName.followsGrammar(PackageType.NPM, number)
                ? Optional.of(ofKey(new VersionName(PackageType.NPM, number).key()))
                : Optional.empty();
    }

    /** Parses a semantic version whose second and third number may be missing, if it has no labels. */
    static Optional<ParsedVersion> parseTag(String text) {
        String number = text.startsWith("v") ? text.substring(1) : text;
        if (!SHORT.matcher(number).matches()) {
            return parseSemantic(text);
        }
        return parseSemantic(number.contains(".") ? number + ".0" : number + ".0.0");
    }

    static Optional<ParsedVersion> parseNuget(String text) {
        return VersionName.followsGrammar(PackageType.NUGET, text)
                ? Optional.of(ofKey(new VersionName(PackageType.NUGET, text).key()))
                : Optional.empty();
    }

    /** Parses numbers joined by dots, and perhaps a hyphen and labels. */
    private static ParsedVersion ofKey(String key) {
        int hyphen = key.indexOf('-');
        List<Token> tokens = new ArrayList<>();
        for (String number :
                key.substring(0, hyphen < 0 ? key.length() : hyphen).split("\\.", -1)) {
            tokens.add(Token.number(NUMBER, number));
        }
        if (tokens.size() == 3) {
            tokens.add(Token.number(NUMBER, "0"));
        }
        List<Token> release = new ArrayList<>(tokens);
        release.add(RELEASE);
        if (hyphen < 0) {
            return ParsedVersion.release(new TokenSequence(release, END));
        }
        for (String label : key.substring(hyphen + 1).split("\\.", -1)) {
            tokens.add(Token.isNumber(label) ? Token.number(NUMBER, label) : Token.word(WORD, label));
        }
        return ParsedVersion.prerelease(new TokenSequence(tokens, END), new TokenSequence(release, END));
    }
}
