package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitFilterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** A request without a token. */
    private static RequestContext request(String method) {
        Map<String, String> answers =
                Map.of("getMethod", method, "getRequestURI", "/zen", "getRemoteAddr", "198.51.100.7");
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> answers.get(called.getName()));
        return new RequestContext(request, NOW);
    }

    private static void assertPasses(RateLimitFilter filter, String method, int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(filter.apply(request(method))).isEmpty();
        }
    }

    @Test
    void aResetForgetsTheRequestsOfTheHour() {
        RateLimitFilter filter = new RateLimitFilter(RateLimits.enforced(5), false, () -> NOW);
        assertPasses(filter, "GET", 60);
        assertThat(filter.apply(request("GET"))).isPresent();
        filter.reset();

        assertPasses(filter, "GET", 60);
        assertThat(filter.apply(request("GET"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"GET, 900", "DELETE, 180", "POST, 80"})
    void aResetForgetsThePointsAndCreationsOfTheMinute(String method, int requests) {
        RateLimitFilter filter = new RateLimitFilter(RateLimits.OFF.withSecondary(), false, () -> NOW);
        assertPasses(filter, method, requests);
        assertThat(filter.apply(request(method))).isPresent();
        filter.reset();

        assertPasses(filter, method, requests);
        assertThat(filter.apply(request(method))).isPresent();
    }
}
