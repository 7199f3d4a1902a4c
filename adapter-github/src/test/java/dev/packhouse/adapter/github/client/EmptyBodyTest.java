package dev.packhouse.adapter.github.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What the body of a request shows about its sending. */
class EmptyBodyTest {

    private final EmptyBody body = new EmptyBody();

    @Test
    void aRequestIsNotSentBeforeTheLengthOfItsBodyIsAskedFor() {
        assertThat(body.giveUp()).isTrue();
        assertThat(body.giveUp()).isTrue();
    }

    @Test
    void aRequestMayBeSentOnceTheLengthOfItsBodyWasAskedFor() {
        assertThat(body.contentLength()).isZero();
        assertThat(body.contentLength()).isZero();

        assertThat(body.giveUp()).isFalse();
        assertThat(body.contentLength()).isZero();
    }

    @Test
    void aRequestThatWasGivenUpCannotBeSentAnyMore() {
        body.giveUp();

        assertThatThrownBy(body::contentLength)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The request was given up");
        assertThat(body.giveUp()).isTrue();
    }
}
