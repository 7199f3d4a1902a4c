package dev.packhouse.domain.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads a glob from left to right, and builds its automaton. */
final class GlobReader {

    static final int MAX_LENGTH = 1_000;

    private final String text;
    private final boolean ignoresCase;
    private final int[] characters;
    private final List<Glob.State> states = new ArrayList<>();
    private int at;

    GlobReader(String text, boolean ignoresCase) {
        this.text = text;
        this.ignoresCase = ignoresCase;
        this.characters = text.codePoints().toArray();
    }

    Glob read() {
        if (characters.length == 0) {
            throw invalid(0, "the pattern is empty");
        }
        if (characters.length > MAX_LENGTH) {
            throw invalid(MAX_LENGTH, "a glob has at most 1000 characters");
        }
        while (at < characters.length) {
            readOne();
        }
        return new Glob(states);
    }

    private void readOne() {
        int start = at++;
        int character = characters[start];
        switch (character) {
            case '*' -> readAsterisk();
            case '?' -> take(GlobReader::isNoSlash);
            case '[' -> readSet(start);
            case '{' -> readAlternatives(start);
            case ']' -> throw invalid(start, "']' without '['; write '[]]' for the character");
            case '}' -> throw invalid(start, "'}' without '{'; write '[}]' for the character");
            case '\\' -> throw invalid(start, "'\\' is no escape; write '[*]' for an asterisk, '[\\]' for a backslash");
            default -> take(inRange(character, character));
        }
    }

    private static boolean isNoSlash(int character) {
        return character != '/';
    }

    private void take(IntPredicate test) {
        states.add(new Glob.Taking(test));
    }

    /** Builds a loop: leave it, or take a character and enter it again. */
    private void readAsterisk() {
        boolean slashes = next('*');
        int loop = states.size();
        states.add(new Glob.Leading(loop + 1, loop + 3));
        take(slashes ? character -> true : GlobReader::isNoSlash);
        states.add(new Glob.Leading(loop));
    }

    /** Builds a fork to the alternatives, each of which leads to the end of all of them. */
    private void readAlternatives(int start) {
        int fork = reserve();
        List<Integer> beginnings = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        do {
            beginnings.add(states.size());
            while (at < characters.length && characters[at] != ',' && characters[at] != '}') {
                readOne();
            }
            ends.add(reserve());
        } while (next(','));
        if (!next('}')) {
            throw invalid(start, "'{' without '}'; write '[{]' for the character");
        }
        states.set(
                fork,
                new Glob.Leading(
                        beginnings.stream().mapToInt(beginning -> beginning).toArray()));
        ends.forEach(end -> states.set(end, new Glob.Leading(states.size())));
    }

    private int reserve() {
        states.add(new Glob.Leading());
        return states.size() - 1;
    }

    private void readSet(int start) {
        boolean negated = next('!');
        if (!negated && next('^')) {
            throw invalid(at - 1, "write '[!' for a set that is negated; '^' is itself behind another character");
        }
        IntPredicate set = readMember(start);
        while (!next(']')) {
            set = set.or(readMember(start));
        }
        IntPredicate members = set;
        take(character -> isNoSlash(character) && members.test(character) != negated);
    }

    /** Reads a character or a range of a set. */
    private IntPredicate readMember(int start) {
        int first = member(start);
        if (at + 1 >= characters.length || characters[at] != '-' || characters[at + 1] == ']') {
            return inRange(first, first);
        }
        at++;
        int last = member(start);
        if (last < first) {
            throw invalid(at - 3, "the range '%s' is reversed".formatted(new String(characters, at - 3, 3)));
        }
        return inRange(first, last);
    }

    private int member(int start) {
        if (at == characters.length) {
            throw invalid(start, "'[' without ']'; write '[[]' for the character");
        }
        if (characters[at] == '/') {
            throw invalid(at, "a set has no slash");
        }
        return characters[at++];
    }

    private IntPredicate inRange(int first, int last) {
        IntPredicate exact = character -> first <= character && character <= last;
        return ignoresCase
                ? character -> exact.test(character)
                        || exact.test(Character.toLowerCase(character))
                        || exact.test(Character.toUpperCase(character))
                : exact;
    }

    /** Reads this character if it is the next one. */
    private boolean next(int character) {
        boolean found = at < characters.length && characters[at] == character;
        if (found) {
            at++;
        }
        return found;
    }

    private IllegalArgumentException invalid(int index, String reason) {
        return BadPattern.at(text, index, reason);
    }
}
