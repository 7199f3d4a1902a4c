package dev.packhouse.application.testing;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs an action in several threads at the same time. */
public final class Race {

    private Race() {}

    /** Starts all threads together, and returns the result of each of them, numbered from 0. */
    public static <T> List<T> of(int racers, IntFunction<T> attempt) {
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            CyclicBarrier start = new CyclicBarrier(racers);
            List<Future<T>> attempts = IntStream.range(0, racers)
                    .mapToObj(racer -> threads.submit(() -> {
                        start.await();
                        return attempt.apply(racer);
                    }))
                    .toList();
            return attempts.stream().map(Race::result).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> attempt) {
        try {
            return attempt.get();
        } catch (ExecutionException e) {
            throw new AssertionError("A racer failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The race was interrupted", e);
        }
    }
}
