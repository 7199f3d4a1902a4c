package dev.packhouse.adapter.github.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The empty body of one request, which shows whether the request may have been sent: the JDK's client asks for the
 * length of a body when it has a connection and before it writes the first byte of the request. Safe for many threads.
 */
final class EmptyBody implements BodyPublisher {

    private enum Stage {
        UNSENT,
        SENT,
        GIVEN_UP
    }

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.UNSENT);

    /**
     * Returns 0.
     *
     * @throws IllegalStateException if the request was given up, so that the client cannot send it any more
     */
    @Override
    public long contentLength() {
        if (stage.updateAndGet(now -> now == Stage.GIVEN_UP ? now : Stage.SENT) == Stage.GIVEN_UP) {
            throw new IllegalStateException("The request was given up");
        }
        return 0;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        BodyPublishers.noBody().subscribe(subscriber);
    }

    /** Gives up a request that failed. Returns whether it was not sent; then it will never be sent. */
    boolean giveUp() {
        return stage.updateAndGet(now -> now == Stage.UNSENT ? Stage.GIVEN_UP : now) == Stage.GIVEN_UP;
    }
}
