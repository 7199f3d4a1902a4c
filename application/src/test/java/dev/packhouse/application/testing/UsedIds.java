package dev.packhouse.application.testing;

import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** The numbers of one kind of thing that were ever used. None is ever given twice. */
final class UsedIds {

    private final Set<Long> used = new HashSet<>();
    private long highest;

    UsedIds copy() {
        UsedIds copy = new UsedIds();
        copy.used.addAll(used);
        copy.highest = highest;
        return copy;
    }

    boolean used(long number) {
        return used.contains(number);
    }

    /** Takes the numbers that were chosen, so that those to be assigned come after all of them. */
    void reserve(Collection<OptionalLong> chosen) {
        chosen.forEach(number -> number.ifPresent(this::take));
    }

    /** The number that was chosen, or a new one above all that were ever used. */
    OptionalLong assign(OptionalLong chosen) {
        long number = chosen.orElse(highest + 1);
        take(number);
        return OptionalLong.of(number);
    }

    private void take(long number) {
        used.add(number);
        highest = Math.max(highest, number);
    }
}
