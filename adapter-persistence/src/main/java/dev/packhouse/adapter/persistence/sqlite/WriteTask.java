package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One change in the queue of the writer, with the latch on which its caller waits. It succeeds only if the writer has
 * called {@link #committed} before {@link #complete}.
 */
final class WriteTask<T> {

    private final Function<? super SqlConnection, ? extends T> function;
    private final boolean alone;
    private final CountDownLatch completed = new CountDownLatch(1);
    private T result;
    private Throwable failure;
    private boolean committed;

    private WriteTask(Function<? super SqlConnection, ? extends T> function, boolean alone) {
        this.function = function;
        this.alone = alone;
    }

    /** A task that shares a transaction with other tasks. */
    static <T> WriteTask<T> shared(Function<? super SqlConnection, ? extends T> function) {
        return new WriteTask<>(function, false);
    }

    /** A task that has its own transaction, which it begins and commits itself. */
    static <T> WriteTask<T> alone(Function<? super SqlConnection, ? extends T> function) {
        return new WriteTask<>(function, true);
    }

    boolean isAlone() {
        return alone;
    }

    /** Runs the function. Returns false if it has thrown; the writer must then roll its changes back. */
    boolean run(SqlConnection connection) {
        try {
            result = function.apply(connection);
            return true;
        } catch (Throwable e) {
            failure = e;
        }
        return false;
    }

    /** Records that the transaction of the task is on disk. */
    void committed() {
        committed = true;
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

    /** Ends the wait of the caller. */
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

    /**
     * Waits until the task is complete, even if interrupted: the change may already be on disk. Returns the result of the
     * function, or throws its exception or that of the transaction.
     *
     * @throws OutcomeUnknownException if the task was neither committed nor failed
     */
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
        if (!committed) {
            throw new OutcomeUnknownException(
                    "It is not known whether this was changed, look before trying again: the writer has failed", null);
        }
        return result;
    }
}
