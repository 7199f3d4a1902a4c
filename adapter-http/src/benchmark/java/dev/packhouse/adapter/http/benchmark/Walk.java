package dev.packhouse.adapter.http.benchmark;

import dev.packhouse.application.benchmark.BenchmarkState;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that reads the complete list of the largest package, page by page, by the {@code Link} header. */
final class Walk {

    private static final Pattern NEXT = Pattern.compile("<[^>]*?//[^/>]*([^>]*)>; rel=\"next\"");
    private static final String FIRST =
            "/orgs/" + BenchmarkState.HUGE + "/packages/container/" + BenchmarkState.BIG + "/versions?per_page=100";

    private Walk() {}

    /**
     * The measured time.
     *
     * @param pages the number of pages
     * @param seconds the time in seconds
     */
    record Result(int pages, double seconds) {}

    static Result byLink(URI base) throws IOException {
        return walk(base, Integer.MAX_VALUE, true);
    }

    /**
     * Reads the first page the given number of times, with different queries, so that no response is a cached one. This
     * is the cost of a walk that finds each page by key.
     */
    static Result firstPage(URI base, int pages) throws IOException {
        return walk(base, pages, false);
    }

    private static Result walk(URI base, int most, boolean follow) throws IOException {
        long start = System.nanoTime();
        int pages = 0;
        try (Connection connection = new Connection(base, Scenario.as(BenchmarkState.OWNER_TOKEN))) {
            String path = FIRST;
            while (pages < most) {
                Connection.Response response = connection.send("GET", path);
                if (response.status() != 200) {
                    throw new IOException("%s got status %d".formatted(path, response.status()));
                }
                pages++;
                Matcher next = NEXT.matcher(response.headers().getOrDefault("link", ""));
                if (!next.find()) {
                    break;
                }
                path = follow ? next.group(1) : FIRST + "&walk=" + pages;
            }
        }
        return new Result(pages, (System.nanoTime() - start) / 1e9);
    }
}
