package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** One change in the queue of the writer, with the latch on which its caller waits. */
final class WriteTask<T> {

    private final Function<? super Handle, ? extends T> function;
    private final CountDownLatch completed = new CountDownLatch(1);
    private T result;
    private Throwable failure;

    WriteTask(Function<? super Handle, ? extends T> function) {
        this.function = function;
    }

    /** Runs the function. Returns false if it has thrown; the writer must then roll its changes back. */
    boolean run(Handle handle) {
        try {
            result = function.apply(handle);
            return true;
        } catch (Throwable e) {
            failure = e;
        }
        return false;
    }

    /** Fails the task because its transaction failed. A task whose function has thrown keeps its own failure. */
    void fail(BackendException reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    /** Returns the exception of the function; null if there is none. */
    Throwable failure() {
        return failure;
    }

    /** Returns the message of the failure if the database has caused it. */
    Optional<String> databaseFailure() {
        return failure instanceof UnavailableException unavailable
                ? Optional.of(unavailable.getMessage())
                : Optional.empty();
    }

    void complete() {
        completed.countDown();
    }

    boolean isComplete() {
        return completed.getCount() == 0;
    }

    /**
     * Waits until the task is complete, at most for the timeout or until an interrupt; returns whether it is complete.
     */
    boolean isCompleteWithin(Duration timeout) {
        try {
            return completed.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until the task is complete, even if interrupted: the change may already be on disk. */
    T await() {
        boolean interrupted = false;
        while (true) {
            try {
                completed.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new AssertionError("A function cannot throw this", failure);
        }
        return result;
    }
}
