package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.RateLimits;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class RateLimitOptionsTest {

    private static RateLimitOptions options(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
        return CommandLine.populateCommand(new RateLimitOptions(), arguments);
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("", RateLimits.SHOWN),
                Arguments.of("--rate-limit off", RateLimits.OFF),
                Arguments.of("--rate-limit 1", RateLimits.enforced(1)),
                Arguments.of("--secondary-limit", RateLimits.SHOWN.withSecondary()),
                Arguments.of("--rate-limit off --secondary-limit", RateLimits.OFF.withSecondary()),
                Arguments.of(
                        "--rate-limit 2147483647 --secondary-limit",
                        RateLimits.enforced(2_147_483_647).withSecondary()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theLimitsOfAServerOfItsOwnDataAreThoseOfTheOptions(String line, RateLimits limits) {
        assertThat(options(line).limits(false)).isEqualTo(limits);
    }

    @Test
    void aServerOfTheLiveServiceHasNoLimitsOfItsOwn() {
        assertThat(options("").limits(true)).isEqualTo(RateLimits.OFF);
    }
}
