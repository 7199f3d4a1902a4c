package dev.packhouse.adapter.http.attack;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks whether the data on one connection disturbs the requests of another. Writers send valid requests mixed with
 * requests with an unreadable path, in random segments. At the same time clients send valid requests on persistent
 * connections, and compare each complete response with the first one to the same request.
 */
final class DisturbedRequests {

    private static final int WRITERS = 16;
    private static final int CLIENTS = 60;
    private static final int LONGEST_SEGMENT = 40;

    private static final String TOKEN = "ghp_demoMonalisa";
    private static final String GOOD = RawConnection.request("GET", "/versions", TOKEN);
    private static final String UNREADABLE = RawConnection.request("TRACE", "/%2e%2e//user/1001/x", TOKEN);

    private static final List<String> VALID = List.of(
            GOOD,
            RawConnection.request("GET", "/orgs/octo-org/packages/npm/octo-utils", TOKEN),
            RawConnection.request("GET", "/user", TOKEN),
            RawConnection.request("GET", "/orgs/octo-org/packages?package_type=container", TOKEN));

    private final URI server;
    private final AtomicLong left;
    private final Map<String, String> expected = new ConcurrentHashMap<>();
    private final Queue<String> disturbed = new ConcurrentLinkedQueue<>();
    private final AtomicLong unreadableSent = new AtomicLong();

    private DisturbedRequests(URI server, long requests) {
        this.server = server;
        this.left = new AtomicLong(requests);
    }

    /**
     * The result.
     *
     * @param requests the number of valid requests whose responses were compared
     * @param unreadable the number of requests with an unreadable path that were sent meanwhile
     * @param disturbed the wrong responses to valid requests
     */
    record Result(long requests, long unreadable, List<String> disturbed) {
        @Override
        public String toString() {
            return "%d valid requests beside %d unreadable ones, %d disturbed"
                    .formatted(requests, unreadable, disturbed.size());
        }
    }

    /** Sends this many valid requests. */
    static Result run(URI server, long requests) throws IOException, InterruptedException {
        DisturbedRequests attack = new DisturbedRequests(server, requests);
        try (RawConnection connection = new RawConnection(server)) {
            for (String request : VALID) {
                connection.send(request);
                attack.expected.put(request, comparable(connection.read()));
            }
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random random = new Random(i);
            threads.add(new Thread(() -> attack.write(random), "writer-" + i));
        }
        for (int i = 0; i < CLIENTS; i++) {
            int first = i;
            threads.add(new Thread(() -> attack.compare(first), "client-" + i));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return new Result(requests, attack.unreadableSent.get(), List.copyOf(attack.disturbed));
    }

    private void write(Random random) {
        while (left.get() > 0) {
            try (RawConnection connection = new RawConnection(server)) {
                connection.sendInSegments(GOOD + UNREADABLE + GOOD + UNREADABLE, random, LONGEST_SEGMENT);
                unreadableSent.addAndGet(2);
                connection.readToTheEnd();
            } catch (IOException e) {
                // The server may close the connection during the write.
                unreadableSent.incrementAndGet();
            }
        }
    }

    private void compare(int first) {
        int next = first;
        while (left.get() > 0) {
            try (RawConnection connection = new RawConnection(server)) {
                while (left.getAndDecrement() > 0) {
                    String request = VALID.get(next++ % VALID.size());
                    connection.send(request);
                    String response = comparable(connection.read());
                    if (!response.equals(expected.get(request))) {
                        disturbed.add(request.lines().findFirst().orElseThrow() + " -> " + response);
                    }
                }
            } catch (IOException e) {
                disturbed.add("A connection of a client broke: " + e);
            }
        }
    }

    /** The response without the headers that differ each time. */
    private static String comparable(RawConnection.Response response) {
        return response.head().replaceAll("(?m)^(Date|X-GitHub-Request-Id):.*\n", "") + "\n" + response.body();
    }
}
