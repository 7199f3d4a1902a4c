package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.client.AcquiredRequest;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Reads all pages of a list. Fetches several pages concurrently, and holds only these pages and the current one in
 * memory. Safe for many threads.
 *
 * <p>All callers share the threads that fetch pages, so these threads never wait for a rate limit. The caller's own
 * thread waits, before it submits a page and when it retries a page.
 */
final class PageReader implements AutoCloseable {

    /** How many pages of a list enter the cache: a long list would evict all other entries. */
    private static final int CACHED_PAGES = 10;

    private final GitHubClient client;
    private final int pagesAtOnce;
    private final Duration timeLimit;
    private final ExecutorService executor;

    PageReader(GitHubClient client, ClientOptions options) {
        this.client = client;
        this.pagesAtOnce = options.pagesAtOnce();
        this.timeLimit = options.callTimeout().plus(options.limitWait());
        AtomicLong number = new AtomicLong();
        this.executor = Executors.newFixedThreadPool(4 * pagesAtOnce, task -> {
            Thread thread = new Thread(task, "github-pages-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The list to visit.
     *
     * @param path the path of the list
     * @param query further query parameters, each followed by {@code &}
     * @param maxPages the list is not read beyond its first page if it has more pages than this
     */
    record PageQuery(Caller caller, String path, String query, Subject subject, Freshness freshness, int maxPages) {}

    /**
     * Passes the pages of a list to a visitor, in order, until the visitor stops the visit.
     *
     * @param enough the visitor: receives each page in the calling thread, and returns true to stop
     * @throws UnavailableException if the visit takes longer than the call timeout and the limit wait together
     */
    void visit(PageQuery visit, Predicate<List<JsonEntry>> enough) {
        Instant deadline = client.clock().instant().plus(timeLimit);
        ApiResponse.Found first = page(visit, 1);
        if (enough.test(first.entries())) {
            return;
        }
        int last = first.links().lastPage(1, first.entries().size());
        if (last > visit.maxPages()) {
            return;
        }
        Deque<PendingPage> pending = new ArrayDeque<>();
        try {
            int next = 2;
            while (next <= last || !pending.isEmpty()) {
                if (client.clock().instant().isAfter(deadline)) {
                    throw new UnavailableException(
                            "The %d pages of GET %s take longer than %d seconds"
                                    .formatted(last, visit.path(), timeLimit.toSeconds()),
                            null);
                }
                while (next <= last && pending.size() < pagesAtOnce) {
                    int number = next++;
                    pending.add(fetch(visit, number));
                }
                if (enough.test(await(pending.remove()).entries())) {
                    return;
                }
            }
        } finally {
            pending.forEach(PendingPage::cancel);
        }
    }

    private ApiResponse.Found page(PageQuery visit, int number) {
        return client.get(visit.caller(), path(visit, number), visit.subject(), freshness(visit, number))
                .orRefused();
    }

    private static String path(PageQuery visit, int number) {
        return "%s?%sper_page=%d&page=%d".formatted(visit.path(), visit.query(), PageRequest.MAX_SIZE, number);
    }

    private static Freshness freshness(PageQuery visit, int number) {
        return number > CACHED_PAGES ? Freshness.BYPASS : visit.freshness();
    }

    /** A page that a shared thread fetches. */
    private record PendingPage(AcquiredRequest request, Future<Optional<ApiResponse>> response) {

        /** Cancels the request as well: a task that has not begun cannot release its rate limit. */
        void cancel() {
            response.cancel(true);
            request.cancel();
        }
    }

    private PendingPage fetch(PageQuery visit, int number) {
        AcquiredRequest request =
                client.acquire(visit.caller(), path(visit, number), visit.subject(), freshness(visit, number));
        return new PendingPage(request, executor.submit(request::send));
    }

    private static ApiResponse.Found await(PendingPage page) {
        try {
            return page.response().get().orElseGet(page.request()::retry).orRefused();
        } catch (InterruptedException e) {
            page.cancel();
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while reading a list", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new UnavailableException("A page of a list cannot be read", e.getCause());
        }
    }

    /** Stops the threads. No visit may be under way. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
