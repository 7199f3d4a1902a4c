package dev.packhouse.adapter.http.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packhouse.application.benchmark.BenchmarkState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One kind of read request.
 *
 * @param name the name in reports and in paths
 * @param path the path and query
 * @param headers the headers
 * @param status the expected status
 */
record Scenario(String name, String path, Map<String, String> headers, int status) {

    private static final String APP = "/orgs/" + BenchmarkState.FEW + "/packages/container/team%2Fapp";
    private static final String BIG =
            "/orgs/" + BenchmarkState.HUGE + "/packages/container/" + BenchmarkState.BIG + "/versions";

    /** Headers that belong to the connection or the time, which every server sends itself. */
    private static final Set<String> OWN = Set.of("connection", "content-length", "date", "transfer-encoding");

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Scenario reading(String name, String path) {
        return new Scenario(name, path, as(BenchmarkState.OWNER_TOKEN), 200);
    }

    private static Scenario asGuest(String name, String path) {
        return new Scenario(name, path, as(BenchmarkState.GUEST_TOKEN), 200);
    }

    static Map<String, String> as(String token) {
        return Map.of("Authorization", "Bearer " + token, "User-Agent", "benchmark");
    }

    /** The same request with a parameter that prevents caching, so that each response is made again. */
    private Scenario uncached() {
        return new Scenario(name + "-anew", path + (path.contains("?") ? "&" : "?") + "state=active", headers, status);
    }

    /** The same request with the {@code Accept-Encoding} of Octokit and gh. */
    private Scenario compressed() {
        Map<String, String> accepting = new HashMap<>(headers);
        accepting.put("Accept-Encoding", "gzip");
        return new Scenario(name + "-gzip", path, accepting, status);
    }

    /** The requests for a package that is the same in every store. */
    static List<Scenario> ofOnePackage() {
        List<Scenario> cached = List.of(
                reading("get-package", APP),
                reading("get-version", APP + "/versions/1"),
                reading("list-30-versions", APP + "/versions"),
                reading("list-100-versions", APP + "/versions?per_page=100"),
                reading("get-package", APP).compressed(),
                reading("list-30-versions", APP + "/versions").compressed());
        return Stream.concat(cached.stream(), cached.stream().map(Scenario::uncached))
                .toList();
    }

    /** All requests of the load benchmark. */
    static List<Scenario> all(BenchmarkState world) {
        int last = world.bigPackage() / 100;
        List<Scenario> all = new ArrayList<>(ofOnePackage());
        all.add(asGuest("get-package-as-guest", APP));
        Map<String, Integer> pages = new LinkedHashMap<>();
        pages.put("first", 1);
        pages.put("middle", last / 2);
        pages.put("last", last);
        pages.forEach((name, number) -> {
            Scenario page = reading(name + "-page-of-big", BIG + "?per_page=100&page=" + number);
            all.add(page);
            all.add(page.uncached());
        });
        for (String owner : List.of(BenchmarkState.FEW, BenchmarkState.MANY)) {
            String path = "/orgs/" + owner + "/packages?package_type=container";
            for (Scenario list : List.of(
                    reading("packages-of-" + owner + "-as-owner", path),
                    asGuest("packages-of-" + owner + "-as-guest", path))) {
                all.add(list);
                all.add(list.uncached());
            }
        }
        all.add(new Scenario("401-anonymous", APP, Map.of("User-Agent", "benchmark"), 401));
        all.add(new Scenario("404-package", APP + "-not", as(BenchmarkState.OWNER_TOKEN), 404));
        return all;
    }

    /** The same request from a client that has the current response already. */
    Scenario unchanged(CeilingServer.Recorded response) {
        String tag = response.headers().stream()
                .filter(header -> header.getKey().equals("etag"))
                .findFirst()
                .orElseThrow()
                .getValue();
        Map<String, String> conditional = new HashMap<>(headers);
        conditional.put("If-None-Match", tag);
        return new Scenario("304-" + name, path, conditional, 304);
    }

    /**
     * Sends the request, and returns the response.
     *
     * @throws IOException if the status is not the expected one
     */
    CeilingServer.Recorded send(URI base) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != status) {
                throw new IOException("%s got status %d: %s"
                        .formatted(path, response.statusCode(), new String(response.body(), UTF_8)));
            }
            return new CeilingServer.Recorded(
                    response.statusCode(),
                    response.headers().map().entrySet().stream()
                            .filter(header -> !OWN.contains(header.getKey()))
                            .flatMap(header ->
                                    header.getValue().stream().map(value -> Map.entry(header.getKey(), value)))
                            .toList(),
                    response.body());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
