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
 * One kind of request that reads.
 *
 * @param name what it is called, in reports and in paths
 * @param path its path and query
 * @param headers its headers
 * @param status what it is answered with
 */
record Scenario(String name, String path, Map<String, String> headers, int status) {

    private static final String APP = "/orgs/" + BenchmarkState.FEW + "/packages/container/team%2Fapp";
    private static final String BIG =
            "/orgs/" + BenchmarkState.HUGE + "/packages/container/" + BenchmarkState.BIG + "/versions";

    /** Headers that belong to the connection or to the moment, which every server sends by itself. */
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

    /** The same question asked in a way of which no answer is kept, so that each is made anew. */
    private Scenario anew() {
        return new Scenario(name + "-anew", path + (path.contains("?") ? "&" : "?") + "state=active", headers, status);
    }

    /** The same, as Octokit and gh ask for it. */
    private Scenario compressed() {
        Map<String, String> accepting = new HashMap<>(headers);
        accepting.put("Accept-Encoding", "gzip");
        return new Scenario(name + "-gzip", path, accepting, status);
    }

    /** What is asked of a package that is the same in every world. */
    static List<Scenario> ofOnePackage() {
        List<Scenario> kept = List.of(
                reading("get-package", APP),
                reading("get-version", APP + "/versions/1"),
                reading("list-30-versions", APP + "/versions"),
                reading("list-100-versions", APP + "/versions?per_page=100"),
                reading("get-package", APP).compressed(),
                reading("list-30-versions", APP + "/versions").compressed());
        return Stream.concat(kept.stream(), kept.stream().map(Scenario::anew)).toList();
    }

    /** Everything that the load benchmark asks. */
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
            all.add(page.anew());
        });
        for (String owner : List.of(BenchmarkState.FEW, BenchmarkState.MANY)) {
            String path = "/orgs/" + owner + "/packages?package_type=container";
            for (Scenario list : List.of(
                    reading("packages-of-" + owner + "-as-owner", path),
                    asGuest("packages-of-" + owner + "-as-guest", path))) {
                all.add(list);
                all.add(list.anew());
            }
        }
        all.add(new Scenario("401-anonymous", APP, Map.of("User-Agent", "benchmark"), 401));
        all.add(new Scenario("404-package", APP + "-not", as(BenchmarkState.OWNER_TOKEN), 404));
        return all;
    }

    /** The same, asked by a client that has the answer already. */
    Scenario unchanged(CeilingServer.Answer answer) {
        String tag = answer.headers().stream()
                .filter(header -> header.getKey().equals("etag"))
                .findFirst()
                .orElseThrow()
                .getValue();
        Map<String, String> conditional = new HashMap<>(headers);
        conditional.put("If-None-Match", tag);
        return new Scenario("304-" + name, path, conditional, 304);
    }

    /**
     * What a server answers.
     *
     * @throws IOException if it is not what it should be
     */
    CeilingServer.Answer ask(URI base) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != status) {
                throw new IOException(
                        "%s answers %d: %s".formatted(path, response.statusCode(), new String(response.body(), UTF_8)));
            }
            return new CeilingServer.Answer(
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
