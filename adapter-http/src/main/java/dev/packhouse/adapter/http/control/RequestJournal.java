package dev.packhouse.adapter.http.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests of GitHub's API that the server has received, in the order in which they ended. Safe for many threads. */
public final class RequestJournal {

    /** How many requests are kept. */
    public static final int CAPACITY = 10_000;

    private final Deque<RecordedRequest> requests = new ArrayDeque<>();

    /** Adds a request, and drops the oldest one if there are too many. */
    public synchronized void add(RecordedRequest request) {
        if (requests.size() == CAPACITY) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    /** The requests, the oldest first. */
    public synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    /** Drops all requests. */
    public synchronized void clear() {
        requests.clear();
    }
}
