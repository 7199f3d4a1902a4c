package dev.packhouse.adapter.http.operation;

import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.domain.policy.Refusal;
import java.util.Optional;

/**
 * The header {@value #NAME} of the responses to deletions and restores: whether the change was allowed, or the reason of the
 * refusal, as far as the response itself reveals it. Clients and operators compare it with the audit trail. Not part of GitHub's
 * API.
 */
public final class DecisionHeader {

    /** The name. */
    static final String NAME = "X-Packhouse-Decision";

    private static final String ALLOWED = "ALLOWED";
    private static final String UNKNOWN = "UNKNOWN";

    private DecisionHeader() {}

    /** What was decided about a change: {@code ALLOWED}, {@code REFUSED} or {@code UNKNOWN}; empty if nothing was. */
    public static Optional<String> decision(ServerResponse response) {
        return response.headers().stream()
                .filter(header -> header.name().equals(NAME))
                .map(header ->
                        header.value().equals(ALLOWED) || header.value().equals(UNKNOWN) ? header.value() : "REFUSED")
                .findFirst();
    }

    /** The response to a change that was made, or would be made but for a dry run. */
    static ServerResponse allowed(ServerResponse response) {
        return response.with(NAME, ALLOWED);
    }

    /** The response to a change that may or may not have been made. */
    public static ServerResponse unknown(ServerResponse response) {
        return response.with(NAME, UNKNOWN);
    }

    /**
     * The response to a change that was refused.
     *
     * @param revealed the reason that the response reveals
     */
    static ServerResponse refused(ServerResponse response, Refusal.Reason revealed) {
        return response.with(NAME, revealed.name());
    }
}
