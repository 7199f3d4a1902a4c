package dev.packhouse.adapter.github;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
interface Sleeper {

    /** Returns after this much time. */
    void sleep(Duration duration) throws InterruptedException;
}
