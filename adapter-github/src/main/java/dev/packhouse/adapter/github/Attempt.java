package dev.packhouse.adapter.github;

import dev.packhouse.domain.policy.Refusal;

/** How the attempt at a change ended. */
sealed interface Attempt {

    /** GitHub said that it is done. */
    record Done() implements Attempt {}

    /**
     * GitHub refused it.
     *
     * @param refusal its words
     */
    record Refused(Refusal.UpstreamRefusal refusal) implements Attempt {}

    /**
     * Nobody knows.
     *
     * @param why what came instead of an answer
     */
    record Lost(String why) implements Attempt {}
}
