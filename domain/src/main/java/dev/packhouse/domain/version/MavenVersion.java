package dev.packhouse.domain.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of Maven: numbers and qualifiers, between which are dots, hyphens or nothing.
 *
 * <p>Source: "Version Order Specification" of the POM reference. A qualifier counts as if a hyphen were before it. Every
 * text has an order there; here a version begins with a digit. {@code ComparableVersion} departs from the specification,
 * and from any total order, where more follows a qualifier between dots, as in {@code 1.RC.2}: the specification counts.
 */
final class MavenVersion {

    private static final int SNAPSHOT = 4;
    private static final Token END = Token.mark(5);
    private static final int FINAL = 6;
    private static final int OTHER = 8;
    private static final int HYPHEN_NUMBER = 9;
    private static final int DOT_NUMBER = 10;

    private static final Map<String, Integer> QUALIFIERS = Map.ofEntries(
            Map.entry("alpha", 0),
            Map.entry("beta", 1),
            Map.entry("milestone", 2),
            Map.entry("rc", 3),
            Map.entry("cr", 3),
            Map.entry("snapshot", SNAPSHOT),
            Map.entry("ga", FINAL),
            Map.entry("final", FINAL),
            Map.entry("release", FINAL),
            Map.entry("sp", 7));

    /** What a letter before a number is short for. */
    private static final Map<String, String> LETTERS = Map.of("a", "alpha", "b", "beta", "m", "milestone");

    private static final Pattern SNAPSHOT_VERSION =
            Pattern.compile("(.+?)(?:[.-]?SNAPSHOT|-[0-9]{8}\\.[0-9]{6}-[0-9]+)", Pattern.CASE_INSENSITIVE);

    /** A number, a qualifier or nothing, behind its separator; the third group says that a number follows. */
    private static final Pattern TOKEN = Pattern.compile("([.-]?)([0-9]+|[^0-9.-]+|)(?=(-?[0-9])?)");

    private MavenVersion() {}

    static Optional<ParsedVersion> parse(String text) {
        if (text.isEmpty() || !Token.isDigit(text.charAt(0))) {
            return Optional.empty();
        }
        List<Token> tokens = tokens(text.toLowerCase(Locale.ROOT));
        TokenSequence whole = new TokenSequence(tokens, END);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).rank() <= SNAPSHOT) {
                return Optional.of(ParsedVersion.prerelease(whole, new TokenSequence(tokens.subList(0, i), END)));
            }
        }
        return Optional.of(base(text)
                .flatMap(MavenVersion::parse)
                .map(base -> ParsedVersion.prerelease(whole, base.release()))
                .orElseGet(() -> ParsedVersion.release(whole)));
    }

    /**
     * What is before {@code SNAPSHOT} or the timestamp of a snapshot; empty for other versions.
     *
     * <p>Source: {@code ArtifactUtils.isSnapshot} of Maven.
     */
    static Optional<String> base(String text) {
        Matcher snapshot = SNAPSHOT_VERSION.matcher(text);
        return snapshot.matches() ? Optional.of(snapshot.group(1)) : Optional.empty();
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher parts = TOKEN.matcher(text);
        for (int at = 0; at < text.length(); at = parts.end()) {
            parts.region(at, text.length()).lookingAt();
            tokens.add(token(at == 0 ? "." : parts.group(1), parts.group(2), parts.group(3) != null));
        }
        return trimmed(tokens);
    }

    private static Token token(String separator, String text, boolean beforeNumber) {
        if (Token.isNumber(text)) {
            return Token.number(separator.equals(".") ? DOT_NUMBER : HYPHEN_NUMBER, text.isEmpty() ? "0" : text);
        }
        String word = beforeNumber ? LETTERS.getOrDefault(text, text) : text;
        Integer rank = QUALIFIERS.get(word);
        return rank == null ? Token.word(OTHER, word) : Token.mark(rank);
    }

    /** Removes what counts as nothing at the end, and before each hyphen. */
    private static List<Token> trimmed(List<Token> tokens) {
        List<Token> kept = new ArrayList<>(tokens);
        for (int i = kept.size() - 1; i >= 0; i--) {
            boolean last = i == kept.size() - 1 || kept.get(i + 1).rank() != DOT_NUMBER;
            if (last && isNull(kept.get(i))) {
                kept.remove(i);
            }
        }
        return kept;
    }

    private static boolean isNull(Token token) {
        return token.rank() == FINAL
                || token.equals(Token.number(DOT_NUMBER, "0"))
                || token.equals(Token.number(HYPHEN_NUMBER, "0"));
    }
}
