package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the checks of a request: of several faults, the first one in this order is refused. */
@EndToEnd
class FilterOrderTest {

    private static final String PATH = "/orgs/octo-org/packages/container/app";

    /** The faults in the order of the checks. An unknown path is a fault of its own. */
    private static final List<Function<RawClient, RawClient>> FAULTS = List.of(
            request -> request.without("User-Agent"),
            request -> request.header("Content-Length", "2000000"),
            request -> request.token("ghp_unknown"),
            request -> request.header("X-GitHub-Api-Version", "2020-01-01"),
            request -> request,
            request -> request.header("Accept", "text/plain"));

    private static final int UNKNOWN_PATH = 4;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.with(SampleState.state());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A request with all faults from this one on. */
    private static RawClient faultyFrom(String method, int first) {
        RawClient request = server.request(method, first <= UNKNOWN_PATH ? "/nowhere" : PATH)
                .token(SampleState.ADMIN);
        for (Function<RawClient, RawClient> fault : FAULTS.subList(first, FAULTS.size())) {
            request = fault.apply(request);
        }
        return request;
    }

    @ParameterizedTest
    @CsvSource({"0, 403", "1, 413", "2, 401", "3, 400", "4, 404", "5, 415", "6, 200"})
    void theFirstFaultIsRefused(int first, int status) {
        assertThat(faultyFrom("GET", first).send().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"0, 403", "1, 204", "2, 204"})
    void aPreflightNeedsAUserAgentOnly(int first, int status) {
        assertThat(faultyFrom("OPTIONS", first).send().status()).isEqualTo(status);
    }
}
