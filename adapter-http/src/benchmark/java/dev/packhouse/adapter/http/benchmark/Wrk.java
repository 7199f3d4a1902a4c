package dev.packhouse.adapter.http.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs wrk, which must be on the path, and parses its output. */
final class Wrk {

    private static final Map<String, Double> MILLIS = Map.of("us", 0.001, "ms", 1.0, "s", 1_000.0, "m", 60_000.0);

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKET_ERRORS =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

    private Wrk() {}

    /**
     * The result of one run.
     *
     * @param rate responses per second
     * @param p50 the median of the response time in milliseconds
     * @param p99 the 99th percentile of the response time in milliseconds
     * @param max the maximum response time in milliseconds
     * @param requests the number of responses
     * @param errors the number of failed requests and of responses with an unexpected status
     */
    record Result(double rate, double p50, double p99, double max, long requests, long errors) {}

    static Result run(URI url, Map<String, String> headers, int status, int connections, int seconds)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--latency"));
        headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        command.add(url.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        long requests = Long.parseLong(find(REQUESTS, output, 1, "0"));
        long refused = Long.parseLong(find(REFUSED, output, 1, "0"));
        long broken = 0;
        for (int group = 1; group <= 4; group++) {
            broken += Long.parseLong(find(SOCKET_ERRORS, output, group, "0"));
        }
        return new Result(
                Double.parseDouble(find(RATE, output, 1, "0")),
                millis("50%\\s+(\\S+)", output),
                millis("99%\\s+(\\S+)", output),
                millis("Latency\\s+\\S+\\s+\\S+\\s+(\\S+)", output),
                requests,
                broken + (status < 400 ? refused : requests - refused));
    }

    private static String find(Pattern pattern, String text, int group, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(group) : otherwise;
    }

    private static double millis(String pattern, String text) {
        Matcher time = Pattern.compile("([0-9.]+)([a-z]+)").matcher(find(Pattern.compile(pattern), text, 1, ""));
        return time.matches() ? Double.parseDouble(time.group(1)) * MILLIS.get(time.group(2)) : Double.NaN;
    }
}
