package dev.packhouse.adapter.persistence.sql.state;

import dev.packhouse.adapter.persistence.sql.SequenceSql;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.InvalidStateException.Problem;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Allocates ids for entries without one: above every id ever allocated, and above the ids that the new entries have.
 */
final class IdAllocator {

    private final SqlConnection connection;
    private final SequenceSql.Kind kind;
    private long last;

    IdAllocator(SqlConnection connection, SequenceSql.Kind kind, Stream<OptionalLong> given) {
        this.connection = connection;
        this.kind = kind;
        this.last = Math.max(
                SequenceSql.last(connection, kind),
                given.filter(OptionalLong::isPresent)
                        .mapToLong(OptionalLong::getAsLong)
                        .max()
                        .orElse(0));
    }

    long allocate(OptionalLong given) {
        if (given.isPresent()) {
            return given.getAsLong();
        }
        if (last == Long.MAX_VALUE) {
            throw new InvalidStateException(
                    List.of(new Problem("id", "there is no number left after %d; give one".formatted(last))));
        }
        last++;
        return last;
    }

    /** Stores the highest allocated id. */
    void save() {
        SequenceSql.raise(connection, kind, last);
    }
}
