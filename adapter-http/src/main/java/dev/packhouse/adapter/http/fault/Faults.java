package dev.packhouse.adapter.http.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** The rules that are in effect, with counts of the requests that they were for. Safe for many threads. */
public final class Faults {

    private static final int MOST_RULES = 1_000;

    private final Consumer<Set<Duration>> lags;
    private List<Installed> rules = List.of();

    /**
     * Creates the faults without rules.
     *
     * @param lags receives the lags of all stale lists, before the rules that have them are in effect
     */
    public Faults(Consumer<Set<Duration>> lags) {
        this.lags = lags;
    }

    /**
     * A rule in effect.
     *
     * @param rule the rule
     * @param requests how many requests it was for
     * @param occurred how many of them met the fault
     */
    public record Counted(FaultRule rule, long requests, long occurred) {}

    /**
     * The fault of a request.
     *
     * @param number the number of its rule, counted from 1
     * @param rule the rule
     */
    public record Match(int number, FaultRule rule) {}

    /** A rule with its counts. Its random numbers are the same each time the rule is installed. */
    private static final class Installed {

        private final FaultRule rule;
        private final Random random = new Random(1);
        private long requests;
        private long occurred;

        Installed(FaultRule rule) {
            this.rule = rule;
        }

        /** Counts a request, and returns whether it meets the fault. */
        boolean occurs() {
            requests++;
            return rule.occurrence().occurs(requests, random.nextDouble());
        }
    }

    /**
     * Replaces all rules. Their counts begin with 0.
     *
     * @throws IllegalArgumentException if there are more than 1,000
     */
    public synchronized void replace(List<FaultRule> replacement) {
        if (replacement.size() > MOST_RULES) {
            throw new IllegalArgumentException(
                    "%d rules are too many, the most are %d".formatted(replacement.size(), MOST_RULES));
        }
        prepare(replacement);
        rules = replacement.stream().map(Installed::new).toList();
    }

    /**
     * Adds a rule behind the others, which keep their counts.
     *
     * @throws IllegalArgumentException if there would be more than 1,000
     */
    public synchronized void add(FaultRule rule) {
        if (rules.size() >= MOST_RULES) {
            throw new IllegalArgumentException("There are %d rules already".formatted(MOST_RULES));
        }
        List<Installed> more = new ArrayList<>(rules);
        more.add(new Installed(rule));
        prepare(more.stream().map(installed -> installed.rule).toList());
        rules = List.copyOf(more);
    }

    private void prepare(List<FaultRule> next) {
        Set<Duration> all = new HashSet<>();
        for (FaultRule rule : next) {
            if (rule.fault() instanceof Fault.Stale stale) {
                all.add(stale.lag());
            }
        }
        lags.accept(all);
    }

    /** Removes all rules. */
    public void clear() {
        replace(List.of());
    }

    /** The rules in effect, in their order. */
    public synchronized List<Counted> rules() {
        return rules.stream()
                .map(installed -> new Counted(installed.rule, installed.requests, installed.occurred))
                .toList();
    }

    /**
     * Counts a request for each rule that is for it. Returns the first of them whose fault occurs.
     *
     * @param rawPath the path as it was sent, not decoded
     */
    public synchronized Optional<Match> next(String method, String rawPath) {
        Optional<Match> first = Optional.empty();
        for (int i = 0; i < rules.size(); i++) {
            Installed installed = rules.get(i);
            if (installed.rule.isFor(method, rawPath) && installed.occurs() && first.isEmpty()) {
                installed.occurred++;
                first = Optional.of(new Match(i + 1, installed.rule));
            }
        }
        return first;
    }
}
