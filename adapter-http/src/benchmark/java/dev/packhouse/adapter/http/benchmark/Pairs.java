package dev.packhouse.adapter.http.benchmark;

import dev.packhouse.application.benchmark.BenchmarkState;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients that repeatedly delete and restore a version, each its own one. */
final class Pairs {

    private static final String VERSIONS = "/orgs/" + BenchmarkState.FEW + "/packages/container/team%2Fapp/versions/";

    private Pairs() {}

    static Wrk.Result run(URI base, int clients, int seconds) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(seconds);
            List<Future<long[]>> running = new ArrayList<>();
            for (int client = 1; client <= clients; client++) {
                String version = VERSIONS + client;
                running.add(threads.submit(() -> times(base, version, end)));
            }
            List<long[]> times = new ArrayList<>();
            for (Future<long[]> each : running) {
                times.add(each.get());
            }
            double elapsed = (System.nanoTime() - start) / 1e9;
            long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Wrk.Result(
                    all.length / elapsed,
                    all[all.length / 2] / 1e6,
                    all[(int) (all.length * 0.99)] / 1e6,
                    all[all.length - 1] / 1e6,
                    all.length,
                    0);
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        } finally {
            threads.shutdown();
        }
    }

    private static long[] times(URI base, String version, long end) throws IOException {
        List<Long> times = new ArrayList<>();
        try (Connection connection = new Connection(base, Scenario.as(BenchmarkState.OWNER_TOKEN))) {
            while (System.nanoTime() < end) {
                times.add(time(connection, "DELETE", version));
                times.add(time(connection, "POST", version + "/restore"));
            }
        }
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    private static long time(Connection connection, String method, String path) throws IOException {
        long start = System.nanoTime();
        Connection.Response response = connection.send(method, path);
        if (response.status() != 204) {
            throw new IOException("%s %s got status %d".formatted(method, path, response.status()));
        }
        return System.nanoTime() - start;
    }
}
