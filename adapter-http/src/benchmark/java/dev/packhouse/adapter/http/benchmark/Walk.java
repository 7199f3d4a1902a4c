package dev.packhouse.adapter.http.benchmark;

import dev.packhouse.application.benchmark.BenchmarkState;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that reads the whole list of the largest package, page by page, as {@code Link} leads it. */
final class Walk {

    private static final Pattern NEXT = Pattern.compile("<[^>]*?//[^/>]*([^>]*)>; rel=\"next\"");
    private static final String FIRST =
            "/orgs/" + BenchmarkState.HUGE + "/packages/container/" + BenchmarkState.BIG + "/versions?per_page=100";

    private Walk() {}

    /**
     * How long something took.
     *
     * @param pages how many pages were read
     * @param seconds in how many seconds
     */
    record Result(int pages, double seconds) {}

    static Result byLink(URI base) throws IOException {
        return walk(base, Integer.MAX_VALUE, true);
    }

    /**
     * As many pages, each found at once: the first one, again and again, under queries that differ so that no answer is a
     * kept one. What a walk by keys would cost.
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
                Connection.Answer answer = connection.send("GET", path);
                if (answer.status() != 200) {
                    throw new IOException("%s was answered %d".formatted(path, answer.status()));
                }
                pages++;
                Matcher next = NEXT.matcher(answer.headers().getOrDefault("link", ""));
                if (!next.find()) {
                    break;
                }
                path = follow ? next.group(1) : FIRST + "&walk=" + pages;
            }
        }
        return new Result(pages, (System.nanoTime() - start) / 1e9);
    }
}
