package dev.packhouse.adapter.http.fault;

import java.util.Set;

/** Which of the requests that a rule is for meet its fault. */
public sealed interface Occurrence {

    /** All of them. */
    Occurrence ALWAYS = new Always();

    /** Whether the fault occurs. */
    boolean occurs(long number, double random);

    /** All of them. */
    record Always() implements Occurrence {
        @Override
        public boolean occurs(long number, double random) {
            return true;
        }
    }

    /**
     * Those with these numbers, counted from 1.
     *
     * @param numbers at least one positive number
     */
    record Nth(Set<Long> numbers) implements Occurrence {
        /**
         * Copies the numbers.
         *
         * @throws IllegalArgumentException if there is none, or one is not positive
         */
        public Nth {
            numbers = Set.copyOf(numbers);
            if (numbers.isEmpty() || numbers.stream().anyMatch(number -> number < 1)) {
                throw new IllegalArgumentException("%s are no positive numbers".formatted(numbers));
            }
        }

        @Override
        public boolean occurs(long number, double random) {
            return numbers.contains(number);
        }
    }

    /**
     * A share of them.
     *
     * @param percentage more than 0, up to 100
     */
    record Share(double percentage) implements Occurrence {
        /**
         * Checks the percentage.
         *
         * @throws IllegalArgumentException if it is not more than 0, or is more than 100
         */
        public Share {
            if (!(percentage > 0 && percentage <= 100)) {
                throw new IllegalArgumentException("%s is no percentage from 0 to 100".formatted(percentage));
            }
        }

        @Override
        public boolean occurs(long number, double random) {
            return 100 * random < percentage;
        }
    }
}
