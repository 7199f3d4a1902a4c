package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.client.ApiResponse;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.AcquiredRequest;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.JsonEntry;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Reads lists: a page, or all pages, several at once and never more of them than that in memory.
 *
 * <p>All callers share the threads that fetch pages, so none of these waits for a token's limit: the caller's own thread
 * does, before it hands a page over and when a page has to be asked for again.
 */
final class PageReader implements AutoCloseable {

    /** How many pages of a list are kept for conditional requests: a long list would drive everything else out. */
    private static final int KEPT_PAGES = 10;

    private final GitHubClient client;
    private final int pagesAtOnce;
    private final Duration longest;
    private final ExecutorService executor;

    PageReader(GitHubClient client, ClientOptions options) {
        this.client = client;
        this.pagesAtOnce = options.pagesAtOnce();
        this.longest = options.callTimeout().plus(options.acquireTimeout());
        AtomicLong number = new AtomicLong();
        this.executor = Executors.newFixedThreadPool(4 * pagesAtOnce, task -> {
            Thread thread = new Thread(task, "github-pages-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** How a visit of a list ended. */
    enum Ending {
        /** The visitor had seen enough. */
        STOPPED,
        /** Everything was seen. */
        EXHAUSTED,
        /** There were more pages than were to be read; nothing but the first was. */
        TOO_LONG
    }

    /** Which list of a caller to visit. */
    record PageQuery(Caller caller, String path, String query, Subject subject, Freshness freshness, int mostPages) {}

    /**
     * Shows the pages of a list to a visitor, in order, until it has seen enough.
     *
     * @param enough is given one page after the other, in the calling thread; returns true to stop
     * @throws UnavailableException if it takes longer than a call may take with all its waits
     */
    Ending visit(PageQuery visit, Predicate<List<JsonEntry>> enough) {
        Instant ends = client.clock().instant().plus(longest);
        ApiResponse.Found first = page(visit, 1);
        if (enough.test(first.entries())) {
            return Ending.STOPPED;
        }
        int last = first.links().lastPage(1, first.entries().size());
        if (last > visit.mostPages()) {
            return Ending.TOO_LONG;
        }
        Deque<PendingPage> underWay = new ArrayDeque<>();
        try {
            int next = 2;
            while (next <= last || !underWay.isEmpty()) {
                if (client.clock().instant().isAfter(ends)) {
                    throw new UnavailableException(
                            "The %d pages of GET %s take longer than %d seconds"
                                    .formatted(last, visit.path(), longest.toSeconds()),
                            null);
                }
                while (next <= last && underWay.size() < pagesAtOnce) {
                    int number = next++;
                    underWay.add(fetch(visit, number));
                }
                if (enough.test(await(underWay.remove()).entries())) {
                    return Ending.STOPPED;
                }
            }
            return Ending.EXHAUSTED;
        } catch (RejectedExecutionException e) {
            throw new UnavailableException("The backend is closed", e);
        } finally {
            underWay.forEach(PendingPage::cancel);
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
        return number > KEPT_PAGES ? Freshness.BYPASS : visit.freshness();
    }

    /** A page that another thread fetches. */
    private record PendingPage(AcquiredRequest question, Future<Optional<ApiResponse>> answer) {

        /** A thread that never began has no turn to give back, so it is given back here. */
        void cancel() {
            answer.cancel(true);
            question.cancel();
        }
    }

    private PendingPage fetch(PageQuery visit, int number) {
        AcquiredRequest question =
                client.acquire(visit.caller(), path(visit, number), visit.subject(), freshness(visit, number));
        try {
            return new PendingPage(question, executor.submit(question::send));
        } catch (RejectedExecutionException e) {
            question.cancel();
            throw e;
        }
    }

    private static ApiResponse.Found await(PendingPage page) {
        try {
            return page.answer().get().orElseGet(page.question()::retry).orRefused();
        } catch (InterruptedException e) {
            page.cancel();
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while reading a list", e);
        } catch (CancellationException e) {
            throw new UnavailableException("The backend is closed", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new UnavailableException("A page of a list cannot be read", e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
