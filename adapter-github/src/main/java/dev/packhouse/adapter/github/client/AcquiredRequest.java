package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.ReadSender.Reading;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A GET that the rate limiter has admitted. Another thread may send or cancel it. */
public final class AcquiredRequest {

    private final ReadSender reads;
    private final ReadRequest request;
    private final Reading reading;
    private final AtomicBoolean used = new AtomicBoolean();

    /** Why the response cannot be used; empty if it can, or if a limit or a redirect is the reason. */
    private volatile Optional<String> failure = Optional.empty();

    AcquiredRequest(ReadSender reads, ReadRequest request, Reading reading) {
        this.reads = reads;
        this.request = request;
        this.reading = reading;
    }

    /** Sends the request once. Returns empty if the response cannot be used, or if the request is canceled already. */
    public Optional<ApiResponse> send() {
        if (!used.compareAndSet(false, true)) {
            return Optional.empty();
        }
        try {
            return reads.send(request, reading);
        } catch (IOException e) {
            failure = Optional.of(reading.call().describe(e));
            return Optional.empty();
        }
    }

    /**
     * Sends the request again, with the remaining attempts. Waits for the retry delay and the rate limit in the calling
     * thread.
     */
    public ApiResponse retry() {
        return reads.retry(request, failure);
    }

    /** Releases the rate limit, unless the request was sent. */
    public void cancel() {
        if (used.compareAndSet(false, true)) {
            reading.call().release();
        }
    }
}
