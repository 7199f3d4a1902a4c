package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * What the result of a policy depends on, beside the package.
 *
 * @param now the time for which it is evaluated
 * @param zone the time zone of months, years, days and weeks
 * @param lists the lists that criteria name
 */
public record EvaluationContext(Instant now, ZoneId zone, Map<String, NameList> lists) {

    /** Copies the lists. */
    public EvaluationContext {
        requireNonNull(now, "now");
        requireNonNull(zone, "zone");
        lists = Map.copyOf(lists);
    }

    /**
     * The list of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    NameList list(String name) {
        NameList list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException("There is no list '%s'".formatted(name));
        }
        return list;
    }
}
