package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.GitHubClient.Freshness;
import dev.packhouse.adapter.github.Refusals.Subject;
import dev.packhouse.application.out.PageRequest;
import dev.packhouse.application.out.UnavailableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Reads lists: a page, or all pages, several at once and never more of them than that in memory. */
final class Lists implements AutoCloseable {

    private final GitHubClient client;
    private final int pagesAtOnce;
    private final ExecutorService executor;

    Lists(GitHubClient client, Tuning tuning) {
        this.client = client;
        this.pagesAtOnce = tuning.pagesAtOnce();
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
     */
    Ending visit(Visit visit, Predicate<List<Item>> enough) {
        Reply.Found first = page(visit, 1);
        if (enough.test(first.items())) {
            return Ending.STOPPED;
        }
        int last = first.links().lastPage(1, first.items().size());
        if (last > visit.mostPages()) {
            return Ending.TOO_LONG;
        }
        Deque<Future<Reply.Found>> underWay = new ArrayDeque<>();
        try {
            int next = 2;
            while (next <= last || !underWay.isEmpty()) {
                while (next <= last && underWay.size() < pagesAtOnce) {
                    int number = next++;
                    underWay.add(executor.submit(() -> page(visit, number)));
                }
                if (enough.test(await(underWay.remove()).items())) {
                    return Ending.STOPPED;
                }
            }
            return Ending.EXHAUSTED;
        } catch (RejectedExecutionException e) {
            throw new UnavailableException("The backend is closed", e);
        } finally {
            underWay.forEach(page -> page.cancel(true));
        }
    }

    private Reply.Found page(Visit visit, int number) {
        String path = "%s?%sper_page=%d&page=%d".formatted(visit.path(), visit.query(), PageRequest.MAX_SIZE, number);
        return client.get(visit.caller(), path, visit.subject(), visit.freshness())
                .orRefused();
    }

    private static Reply.Found await(Future<Reply.Found> page) {
        try {
            return page.get();
        } catch (InterruptedException e) {
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
