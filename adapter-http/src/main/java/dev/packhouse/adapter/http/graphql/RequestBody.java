package dev.packhouse.adapter.http.graphql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads the body of a request, bounded in size and time: a client that sends slowly must not hold a thread for long. */
final class RequestBody {

    /** The maximum size of a body, in bytes. */
    static final int MAX_BYTES = 64 << 10;

    /** How long the body may take. */
    static final Duration MAX_TIME = Duration.ofSeconds(10);

    private RequestBody() {}

    /**
     * Reads a body to its end.
     *
     * @param nanoTime the time, in nanoseconds since any instant
     * @return empty if it is too long
     * @throws IOException if it does not arrive completely, or takes too long
     */
    static Optional<byte[]> read(InputStream body, LongSupplier nanoTime) throws IOException {
        long began = nanoTime.getAsLong();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8 << 10];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            bytes.write(buffer, 0, count);
            if (bytes.size() > MAX_BYTES) {
                return Optional.empty();
            }
            if (nanoTime.getAsLong() - began > MAX_TIME.toNanos()) {
                throw new IOException("The body takes longer than " + MAX_TIME);
            }
        }
        return Optional.of(bytes.toByteArray());
    }
}
