package dev.packhouse.application.testing;

import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** The numbers of one kind of entry that were ever used. No number is assigned twice. */
final class UsedIds {

    private final Set<Long> used = new HashSet<>();
    private long highest;

    void become(UsedIds other) {
        used.clear();
        used.addAll(other.used);
        highest = other.highest;
    }

    boolean used(long number) {
        return used.contains(number);
    }

    /** Marks given numbers as used, so that assigned numbers are higher than all of them. */
    void reserve(Collection<OptionalLong> chosen) {
        chosen.forEach(number -> number.ifPresent(this::take));
    }

    /** The given number, or a new one higher than all used numbers. */
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
