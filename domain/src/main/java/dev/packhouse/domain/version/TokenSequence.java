package dev.packhouse.domain.version;

import java.util.List;

/**
 * The tokens of a version number in the order of their weight. A sequence is compared token by token; behind its end,
 * the padding of its ecosystem stands for the missing ones.
 *
 * <p>No sequence ends with its padding, so that two of them are equal exactly if they compare as equal.
 */
final class TokenSequence implements Comparable<TokenSequence> {

    private final List<Token> tokens;
    private final Token padding;

    TokenSequence(List<Token> tokens, Token padding) {
        this.tokens = List.copyOf(tokens);
        this.padding = padding;
    }

    @Override
    public int compareTo(TokenSequence other) {
        int length = Math.max(tokens.size(), other.tokens.size());
        for (int i = 0; i < length; i++) {
            int difference = at(i).compareTo(other.at(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private Token at(int index) {
        return index < tokens.size() ? tokens.get(index) : padding;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSequence sequence && tokens.equals(sequence.tokens);
    }

    @Override
    public int hashCode() {
        return tokens.hashCode();
    }
}
