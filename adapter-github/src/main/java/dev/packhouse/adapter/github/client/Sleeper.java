package dev.packhouse.adapter.github.client;

import java.time.Duration;

/** Waits. Tests replace it by one that advances the clock. */
@FunctionalInterface
public interface Sleeper {

    /** Returns after this time. */
    void sleep(Duration duration) throws InterruptedException;
}
