package dev.packhouse.adapter.github.client;

import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.policy.Refusal;
import java.util.List;
import java.util.Optional;

/** What came of a question. */
public sealed interface ApiResponse {

    /**
     * An answer.
     *
     * @param entries the object, or the objects of the array
     * @param links the page numbers of its links
     * @param response where it came from, for headers; the cached answer's headers are those of its confirmation
     */
    record Found(List<JsonEntry> entries, PageLinks links, RawResponse response) implements ApiResponse {}

    /**
     * There is no such thing, or none that this caller may see.
     *
     * @param refusal GitHub's words for it
     */
    record Absent(Refusal.UpstreamRefusal refusal) implements ApiResponse {}

    /** The answer; empty if there is no such thing. */
    default Optional<Found> found() {
        return this instanceof Found found ? Optional.of(found) : Optional.empty();
    }

    /**
     * The answer.
     *
     * @throws RefusedException if there is no such thing
     */
    default Found orRefused() {
        if (this instanceof Absent absent) {
            throw new RefusedException(absent.refusal());
        }
        return (Found) this;
    }
}
