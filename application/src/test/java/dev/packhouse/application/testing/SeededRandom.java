package dev.packhouse.application.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Chooses by chance, the same again for the same seed. */
final class SeededRandom {

    private final Random random;

    SeededRandom(long seed) {
        this.random = new Random(seed);
    }

    /** A number from 0, below this one. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Whether something happens that happens so many times in a hundred. */
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

    /** Each of the choices with this chance, in any order. */
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
