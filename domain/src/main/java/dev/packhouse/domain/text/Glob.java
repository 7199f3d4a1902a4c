package dev.packhouse.domain.text;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * A glob as an automaton without backtracking: it is in a set of states, and each character leads to the next set. So a
 * match takes at most as many steps as states times characters.
 *
 * <p>The last state is the end of the pattern.
 */
final class Glob implements Predicate<String> {

    private final List<State> states;

    /** A state that takes a character on to the next state, or that leads to other states without one. */
    sealed interface State {}

    /** Takes a character that passes the test. */
    static final class Taking implements State {
        private final IntPredicate test;

        Taking(IntPredicate test) {
            this.test = test;
        }
    }

    /** Leads to other states. */
    static final class Leading implements State {
        private final int[] targets;

        Leading(int... targets) {
            this.targets = targets;
        }
    }

    Glob(List<State> states) {
        this.states = List.copyOf(states);
    }

    @Override
    public boolean test(String name) {
        BitSet current = new BitSet();
        enter(0, current);
        for (int character : name.codePoints().toArray()) {
            BitSet next = new BitSet();
            for (int i = current.nextSetBit(0); i >= 0; i = current.nextSetBit(i + 1)) {
                if (i < states.size() && states.get(i) instanceof Taking taking && taking.test.test(character)) {
                    enter(i + 1, next);
                }
            }
            current = next;
        }
        return current.get(states.size());
    }

    private void enter(int state, BitSet entered) {
        if (entered.get(state)) {
            return;
        }
        entered.set(state);
        if (state < states.size() && states.get(state) instanceof Leading leading) {
            for (int target : leading.targets) {
                enter(target, entered);
            }
        }
    }
}
