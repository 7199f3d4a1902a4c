package dev.packhouse.application.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes random choices, which are the same for the same seed. */
final class SeededRandom {

    private final Random random;

    SeededRandom(long seed) {
        this.random = new Random(seed);
    }

    /** A number from 0 (inclusive) to this one (exclusive). */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns true with this probability in percent. */
    boolean chance(int percent) {
        return below(100) < percent;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[below(choices.length)];
    }

    /** Includes each of the choices with this probability in percent, in any order. */
    <T> List<T> someOf(Collection<T> choices, int percent) {
        List<T> chosen = new ArrayList<>(choices);
        chosen.removeIf(choice -> !chance(percent));
        Collections.shuffle(chosen, random);
        return chosen;
    }

    <T> List<T> shuffled(Collection<T> things) {
        return someOf(things, 100);
    }
}
