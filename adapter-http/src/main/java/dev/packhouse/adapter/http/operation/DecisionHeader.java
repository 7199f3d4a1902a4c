package dev.packhouse.adapter.http.operation;

import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.domain.policy.Refusal;

/**
 * The header {@value #NAME} of the responses to deletions and restores: whether the change was allowed, or the reason of the
 * refusal, as far as the response itself reveals it. Clients and operators compare it with the audit trail. Not part of GitHub's
 * API.
 */
public final class DecisionHeader {

    /** The name. */
    static final String NAME = "X-Packhouse-Decision";

    private DecisionHeader() {}

    /** The response to a change that was made, or would be made but for a dry run. */
    static ServerResponse allowed(ServerResponse response) {
        return response.with(NAME, "ALLOWED");
    }

    /** The response to a change that may or may not have been made. */
    public static ServerResponse unknown(ServerResponse response) {
        return response.with(NAME, "UNKNOWN");
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
