package dev.packhouse.adapter.github.client;

import dev.packhouse.domain.policy.Refusal;

/** How the attempt at a change ended. */
public sealed interface ChangeResult {

    /** GitHub said that it is done. */
    record Done() implements ChangeResult {}

    /**
     * GitHub refused it.
     *
     * @param refusal its words
     */
    record Refused(Refusal.UpstreamRefusal refusal) implements ChangeResult {}

    /**
     * Nobody knows.
     *
     * @param why what came instead of an answer
     */
    record Lost(String why) implements ChangeResult {}
}
