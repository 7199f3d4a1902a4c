package dev.packhouse.adapter.http.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestBodyTest {

    private static long standing() {
        return 5;
    }

    @Test
    void aBodyIsReadToItsEnd() throws IOException {
        assertThat(RequestBody.read(new ByteArrayInputStream("{}".getBytes(UTF_8)), RequestBodyTest::standing))
                .contains("{}".getBytes(UTF_8));
        byte[] longest = new byte[RequestBody.MAX_BYTES];
        assertThat(RequestBody.read(new ByteArrayInputStream(longest), RequestBodyTest::standing))
                .contains(longest);
    }

    @Test
    void aLongBodyIsNotRead() throws IOException {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[10 * RequestBody.MAX_BYTES]);

        assertThat(RequestBody.read(body, RequestBodyTest::standing)).isEmpty();
        assertThat(body.available()).isGreaterThan(8 * RequestBody.MAX_BYTES);
    }

    @Test
    void aSlowBodyIsGivenUp() {
        AtomicLong clock = new AtomicLong();
        ByteArrayInputStream dripping = new ByteArrayInputStream(new byte[100]) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                clock.addAndGet(RequestBody.MAX_TIME.toNanos() / 10);
                return super.read(target, offset, 1);
            }
        };

        assertThatThrownBy(() -> RequestBody.read(dripping, clock::get)).isInstanceOf(IOException.class);
        assertThat(dripping.available()).isEqualTo(89);
    }
}
