package dev.packhouse.domain.version;

/** What an ecosystem makes of the text of a version. */
final class ParsedVersion {

    private final TokenSequence whole;
    private final TokenSequence release;
    private final boolean prerelease;

    private ParsedVersion(TokenSequence whole, TokenSequence release, boolean prerelease) {
        this.whole = whole;
        this.release = release;
        this.prerelease = prerelease;
    }

    static ParsedVersion release(TokenSequence whole) {
        return new ParsedVersion(whole, whole, false);
    }

    /** A prerelease, and the release that it precedes. */
    static ParsedVersion prerelease(TokenSequence whole, TokenSequence release) {
        return new ParsedVersion(whole, release, true);
    }

    /** All of it, for comparison. */
    TokenSequence whole() {
        return whole;
    }

    /** The release that a prerelease precedes; the whole of a release. */
    TokenSequence release() {
        return release;
    }

    boolean prerelease() {
        return prerelease;
    }
}
