package dev.packhouse.adapter.http.control;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that the server has received, and what became of it.
 *
 * @param id the value of {@code X-GitHub-Request-Id}
 * @param at when it arrived, by the clock of the server
 * @param method the method
 * @param path the path as it was sent, not decoded
 * @param query the query as it was sent; empty if there is none
 * @param status the status of the response; empty if the connection was closed without one
 * @param caller the login of the caller, the repository of a workflow, or a word for those who are not known
 * @param decision {@code ALLOWED}, {@code REFUSED} or {@code UNKNOWN} for a deletion or a restore that was decided; empty for all
 *     other requests
 * @param refusal the code of the reason, also of one that the response hides; empty if nothing was refused by a rule
 * @param fault the number of the {@link dev.packhouse.adapter.http.fault.FaultRule} whose fault it has met, counted from 1
 */
public record RecordedRequest(
        String id,
        Instant at,
        String method,
        String path,
        Optional<String> query,
        OptionalInt status,
        String caller,
        Optional<String> decision,
        Optional<String> refusal,
        OptionalInt fault) {
    /** Checks that nothing is null. */
    public RecordedRequest {
        requireNonNull(id, "id");
        requireNonNull(at, "at");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(query, "query");
        requireNonNull(status, "status");
        requireNonNull(caller, "caller");
        requireNonNull(decision, "decision");
        requireNonNull(refusal, "refusal");
        requireNonNull(fault, "fault");
    }

    /** Method, path and status, as in {@code DELETE /orgs/octo-org/packages/npm/app 204}. */
    @Override
    public String toString() {
        return "%s %s%s %s"
                .formatted(
                        method,
                        path,
                        query.map(text -> "?" + text).orElse(""),
                        status.isPresent() ? Integer.toString(status.getAsInt()) : "without a response");
    }
}
