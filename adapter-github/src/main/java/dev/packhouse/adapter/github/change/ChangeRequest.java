package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.application.model.UpstreamResponse;
import java.time.Instant;
import java.util.Optional;

/** The request of a change, the check of its precondition, and the verification of the change. */
interface ChangeRequest {

    /** The result of a verification. */
    enum Verification {
        DONE,
        NOT_DONE,
        /** The state is as the change makes it, and was so before: GitHub cannot have accepted the change. */
        DONE_BEFORE,
        /** The state shows neither, or contradicts itself. */
        UNSURE
    }

    /** Returns the HTTP method. */
    String method();

    /** Returns the path of the request, below the API's address. */
    String path();

    /** Returns the kind of resource that it changes. */
    Subject subject();

    /** Returns when the precondition was checked, or earlier; {@link Instant#MAX} if there is no precondition. */
    default Instant checkedAt() {
        return Instant.MAX;
    }

    /** Checks the precondition again. Returns a refusal if the change is not allowed any more. */
    default Optional<UpstreamResponse> revalidate() {
        return Optional.empty();
    }

    /** Reads the state from GitHub, without the cache, and returns whether the change was made. */
    Verification verify();

    /** Returns what it does, as in "delete package 197 (octo-org/container/app)". */
    String description();

    /** Returns what a person has to check to find out whether the change was made. */
    String howToCheck(ApiEndpoint endpoint);
}
