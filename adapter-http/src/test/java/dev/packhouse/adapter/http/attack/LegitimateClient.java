package dev.packhouse.adapter.http.attack;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A client that is not part of an attack, and opens a new connection for each request. */
final class LegitimateClient {

    private static final String REQUEST =
            RawConnection.request("GET", "/orgs/octo-org/packages/npm/octo-utils/versions", "ghp_demoMonalisa");

    private LegitimateClient() {}

    /**
     * The observed responses.
     *
     * @param statuses the number of responses with each status; 0 stands for no response
     * @param slowest the time of the slowest response, including the connection setup
     */
    record Observation(Map<Integer, Integer> statuses, Duration slowest) {

        boolean onlyOk() {
            return statuses.keySet().equals(Set.of(200));
        }

        @Override
        public String toString() {
            return "another client got %s, the slowest response took %d ms".formatted(statuses, slowest.toMillis());
        }
    }

    /** Sends one request after the other for this time, and at least one. */
    static Observation watch(URI server, Duration time) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        long end = System.nanoTime() + time.toNanos();
        long slowest = 0;
        do {
            long start = System.nanoTime();
            int status = 0;
            try (RawConnection connection = new RawConnection(server)) {
                connection.send(REQUEST);
                status = connection.read().status();
            } catch (IOException e) {
                System.err.println("A client got no response: " + e);
            }
            slowest = Math.max(slowest, System.nanoTime() - start);
            statuses.merge(status, 1, Integer::sum);
        } while (System.nanoTime() < end);
        return new Observation(statuses, Duration.ofNanos(slowest));
    }
}
