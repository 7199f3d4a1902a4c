package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.GitHubStates.APP;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Measures the overhead of a call over the JDK's client, in pairs of calls on one fake in one run. Not part of the
 * build: the README of this module has the command.
 */
class OverheadBenchmark {

    private static final int WARM_UP = 5_000;
    private static final int PAIRS = 5_000;

    private interface Call {
        void run() throws IOException, InterruptedException;
    }

    @Test
    void ownOverheadPerCall() throws IOException, InterruptedException {
        try (LiveFixture live = LiveFixture.app();
                GitHubClient client = TestBackends.client(live.fake.url(), live.clock, ClientOptions.DEFAULT)) {
            live.fake.primaryLimit(Integer.MAX_VALUE);
            HttpClient bare =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            String path = "/orgs/octo-org/packages/container/app";
            HttpRequest request = HttpRequest.newBuilder(URI.create(live.fake.url() + path))
                    .header("Accept", "application/vnd.github+json")
                    .header("Accept-Encoding", "gzip")
                    .header("User-Agent", "bare")
                    .header("X-GitHub-Api-Version", "2022-11-28")
                    .header("Authorization", "Bearer " + GitHubStates.SECRET)
                    .build();
            Caller caller = Caller.of(MONALISA, GitHubStates.NOW);
            compare(
                    live,
                    "one read, complete response",
                    () -> bare.send(request, BodyHandlers.ofByteArray()),
                    () -> client.get(caller, path, Subject.PACKAGE, Freshness.BYPASS));
            compare(
                    live,
                    "the use case \"get a package\", confirmed with 304",
                    () -> bare.send(request, BodyHandlers.ofByteArray()),
                    () -> live.useCases.find(MONALISA, APP));
        }
    }

    private static void compare(LiveFixture live, String what, Call bare, Call ours)
            throws IOException, InterruptedException {
        long[] bareNanos = new long[PAIRS];
        long[] ourNanos = new long[PAIRS];
        for (int i = -WARM_UP; i < PAIRS; i++) {
            live.clock.advance(Duration.ofMillis(200)); // leaves room under every limit
            long first = System.nanoTime();
            bare.run();
            long second = System.nanoTime();
            ours.run();
            long third = System.nanoTime();
            if (i >= 0) {
                bareNanos[i] = second - first;
                ourNanos[i] = third - second;
            }
        }
        Arrays.sort(bareNanos);
        Arrays.sort(ourNanos);
        double bareMedian = bareNanos[PAIRS / 2] / 1e6;
        double ourMedian = ourNanos[PAIRS / 2] / 1e6;
        System.out.printf(
                "%s: bare %.3f ms, ours %.3f ms, ratio %.2f, overhead %.3f ms (medians of %d pairs)%n",
                what, bareMedian, ourMedian, ourMedian / bareMedian, ourMedian - bareMedian, PAIRS);
        assertThat(ourMedian - bareMedian).isLessThan(2);
    }
}
