package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.domain.policy.Change;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads responses that verify a change. */
final class Responses {

    private Responses() {}

    /** Returns the only entry of a response; empty if it has none, or several. */
    static Optional<JsonEntry> single(ApiResponse response) {
        return response.found()
                .filter(found -> found.entries().size() == 1)
                .map(found -> found.entries().get(0));
    }

    /** Returns whether an entry has this id. A proxy may respond with unrelated JSON. */
    static boolean hasId(JsonEntry entry, long id) {
        return entry.id().equals(OptionalLong.of(id));
    }

    /** Returns the package of a change, as in {@code octo-org/container/app}. */
    static String label(Change change) {
        return "%s/%s/%s"
                .formatted(
                        change.namespace().owner().login(),
                        change.namespace().type().label(),
                        change.packageName());
    }
}
