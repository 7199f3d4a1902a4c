package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** One unit of work on its way through the writer, and the caller who waits for it. */
final class WriteTask<T> {

    private final Function<? super Handle, ? extends T> function;
    private final CountDownLatch completed = new CountDownLatch(1);
    private T result;
    private Throwable failure;

    WriteTask(Function<? super Handle, ? extends T> function) {
        this.function = function;
    }

    /** Returns whether the work is done; if not, what it has done so far is to be taken back. */
    boolean run(Handle handle) {
        try {
            result = function.apply(handle);
            return true;
        } catch (JdbiException e) {
            failure = Sqlite.unavailable(e);
        } catch (Throwable e) {
            failure = e;
        }
        return false;
    }

    /** What was done may be lost, because the transaction is. A unit that threw has nothing to lose, and keeps its reason. */
    void fail(BackendException reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    /** What the function has thrown; null if it has not. */
    Throwable failure() {
        return failure;
    }

    /** What kept the database from doing this work, if something did. */
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

    /** Waits for the answer, but no longer than this, nor if interrupted; returns whether it is there. */
    boolean isCompleteWithin(Duration timeout) {
        try {
            return completed.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for the answer even if interrupted: the change may be on disk already. */
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
