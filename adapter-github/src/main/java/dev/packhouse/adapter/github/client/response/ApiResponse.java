package dev.packhouse.adapter.github.client.response;

import dev.packhouse.application.model.ForwardedResponse;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.spi.RefusedException;
import java.util.List;
import java.util.Optional;

/** The result of a read. */
public sealed interface ApiResponse {

    /**
     * The resource.
     *
     * @param entries the object, or the objects of the array
     * @param links the page numbers of the {@code Link} header
     * @param partialResults the header {@code X-GitHub-SSO} of a list that omits entries; empty if it omits none
     * @param response the response, for its headers; for a revalidated cache entry it is the 304
     */
    record Found(List<JsonEntry> entries, PageLinks links, Optional<String> partialResults, RawResponse response)
            implements ApiResponse {}

    /**
     * A response that is passed on as a whole, to a request that asked for that.
     *
     * @param response the response, with the address of a redirect in full
     */
    record Whole(ForwardedResponse response) implements ApiResponse {}

    /**
     * A 404: the resource does not exist, or the caller may not see it.
     *
     * @param refusal the refusal with GitHub's message
     */
    record Absent(UpstreamResponse refusal) implements ApiResponse {}

    /** Returns the resource; empty if it is absent. */
    default Optional<Found> found() {
        return this instanceof Found found ? Optional.of(found) : Optional.empty();
    }

    /**
     * Returns the resource.
     *
     * @throws RefusedException if it is absent
     */
    default Found orRefused() {
        if (this instanceof Absent absent) {
            throw new RefusedException(absent.refusal());
        }
        return (Found) this;
    }
}
