package dev.packhouse.adapter.github.client;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Sleeper {

    /** Returns after this much time. */
    void sleep(Duration duration) throws InterruptedException;
}
