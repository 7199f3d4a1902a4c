package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.GitHubClient.Freshness;
import dev.packhouse.adapter.github.GitHubClient.Ready;
import dev.packhouse.adapter.github.Refusals.Subject;
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
final class Lists implements AutoCloseable {

    /** How many pages of a list are kept for conditional requests: a long list would drive everything else out. */
    private static final int KEPT_PAGES = 10;

    private final GitHubClient client;
    private final int pagesAtOnce;
    private final Duration longest;
    private final ExecutorService executor;

    Lists(GitHubClient client, Tuning tuning) {
        this.client = client;
        this.pagesAtOnce = tuning.pagesAtOnce();
        this.longest = tuning.callTimeout().plus(tuning.patience());
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
    record Visit(Caller caller, String path, String query, Subject subject, Freshness freshness, int mostPages) {}

    /**
     * Shows the pages of a list to a visitor, in order, until it has seen enough.
     *
     * @param enough is given one page after the other, in the calling thread; returns true to stop
     * @throws UnavailableException if it takes longer than a call may take with all its waits
     */
    Ending visit(Visit visit, Predicate<List<Item>> enough) {
        Instant ends = client.clock().instant().plus(longest);
        Reply.Found first = page(visit, 1);
        if (enough.test(first.items())) {
            return Ending.STOPPED;
        }
        int last = first.links().lastPage(1, first.items().size());
        if (last > visit.mostPages()) {
            return Ending.TOO_LONG;
        }
        Deque<Fetch> underWay = new ArrayDeque<>();
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
                if (enough.test(await(underWay.remove()).items())) {
                    return Ending.STOPPED;
                }
            }
            return Ending.EXHAUSTED;
        } catch (RejectedExecutionException e) {
            throw new UnavailableException("The backend is closed", e);
        } finally {
            underWay.forEach(Fetch::cancel);
        }
    }

    private Reply.Found page(Visit visit, int number) {
        return client.get(visit.caller(), path(visit, number), visit.subject(), freshness(visit, number))
                .orRefused();
    }

    private static String path(Visit visit, int number) {
        return "%s?%sper_page=%d&page=%d".formatted(visit.path(), visit.query(), PageRequest.MAX_SIZE, number);
    }

    private static Freshness freshness(Visit visit, int number) {
        return number > KEPT_PAGES ? Freshness.AFRESH : visit.freshness();
    }

    /** A page that another thread fetches. */
    private record Fetch(Ready question, Future<Optional<Reply>> answer) {

        /** A thread that never began has no turn to give back, so it is given back here. */
        void cancel() {
            answer.cancel(true);
            question.abandon();
        }
    }

    private Fetch fetch(Visit visit, int number) {
        Ready question = client.ready(visit.caller(), path(visit, number), visit.subject(), freshness(visit, number));
        try {
            return new Fetch(question, executor.submit(question::ask));
        } catch (RejectedExecutionException e) {
            question.abandon();
            throw e;
        }
    }

    private static Reply.Found await(Fetch page) {
        try {
            return page.answer().get().orElseGet(page.question()::again).orRefused();
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
