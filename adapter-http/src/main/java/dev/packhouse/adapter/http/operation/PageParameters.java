package dev.packhouse.adapter.http.operation;

import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.application.model.PageRequest;
import java.util.Optional;

/** Parses {@code page} and {@code per_page} of a query. An invalid value counts as absent. */
final class PageParameters {

    private PageParameters() {}

    static PageRequest of(Query query) {
        return new PageRequest(
                positive(query.value("page")).orElse(1),
                Math.min(PageRequest.MAX_SIZE, positive(query.value("per_page")).orElse(PageRequest.DEFAULT_SIZE)));
    }

    /** Parses a positive number. A number that is too large for an int counts as the largest int. */
    private static Optional<Integer> positive(Optional<String> value) {
        if (value.isEmpty() || value.get().isEmpty() || !value.get().chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        String digits = value.get();
        try {
            int number = Integer.parseInt(digits);
            return number > 0 ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.of(Integer.MAX_VALUE);
        }
    }
}
