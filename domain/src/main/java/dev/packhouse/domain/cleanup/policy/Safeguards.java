package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which safeguards a policy has.
 *
 * @param off those that it switches off
 * @param young the age up to which versions are young
 */
public record Safeguards(Set<Safeguard> off, Age young) {

    /** All of them; a version is young for an hour. */
    public static final Safeguards ALL = new Safeguards(Set.of(), new Age("1h"));

    /** Copies the set. */
    public Safeguards {
        off = Set.copyOf(off);
        requireNonNull(young, "young");
    }

    /** Whether this safeguard is on. */
    public boolean has(Safeguard safeguard) {
        return !off.contains(safeguard);
    }

    /** The safeguards of several policies for one package: those that one of them has, and the longest of the ages. */
    static Safeguards strictest(List<Safeguards> all, EvaluationContext context) {
        Set<Safeguard> off = EnumSet.allOf(Safeguard.class);
        all.forEach(one -> off.retainAll(one.off));
        Age young = all.stream()
                .filter(one -> one.has(Safeguard.YOUNG) || off.contains(Safeguard.YOUNG))
                .map(Safeguards::young)
                .min((one, other) -> one.before(context.now(), context.zone())
                        .compareTo(other.before(context.now(), context.zone())))
                .orElse(ALL.young);
        return new Safeguards(off, young);
    }
}
