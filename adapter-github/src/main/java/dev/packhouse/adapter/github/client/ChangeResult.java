package dev.packhouse.adapter.github.client;

import dev.packhouse.application.model.UpstreamResponse;

/** The result of sending a change. */
public sealed interface ChangeResult {

    /** GitHub responded with 204: the change is done. */
    record Done() implements ChangeResult {}

    /**
     * GitHub refused the change.
     *
     * @param refusal the refusal with GitHub's message
     */
    record Refused(UpstreamResponse refusal) implements ChangeResult {}

    /**
     * The response is lost, so it is unknown whether GitHub made the change.
     *
     * @param why the request, and the failure that replaced the response
     */
    record Lost(String why) implements ChangeResult {}
}
