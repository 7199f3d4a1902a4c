package consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of one package, in GitHub's REST API. */
final class PackageVersions {

    private static final int ATTEMPTS = 3;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String versions;
    private final String token;
    private final Pause pause;

    record Version(long id, String name, Instant updatedAt) {}

    /** What became of the deletion of a version. */
    enum Deletion {
        DELETED,
        /** Another deletion was first, or the list was not up to date. */
        ALREADY_GONE,
        REFUSED,
        /** No attempt has shown whether the version is there. */
        UNKNOWN
    }

    /** Waits. */
    interface Pause {
        Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

        void last(Duration duration) throws InterruptedException;
    }

    /**
     * @param packagePath such as {@code /orgs/octo-org/packages/npm/octo-utils}
     */
    PackageVersions(String baseUrl, String token, String packagePath, Pause pause) {
        this.versions = baseUrl + packagePath + "/versions";
        this.token = token;
        this.pause = pause;
    }

    /** All versions, from all pages. */
    List<Version> list(int pageSize) throws IOException, InterruptedException {
        List<Version> found = new ArrayList<>();
        Optional<String> page = Optional.of(versions + "?per_page=" + pageSize);
        while (page.isPresent()) {
            HttpResponse<String> response = read(page.get());
            for (JsonNode version : JSON.readTree(response.body())) {
                found.add(new Version(
                        version.get("id").longValue(),
                        version.get("name").textValue(),
                        Instant.parse(version.get("updated_at").textValue())));
            }
            page = response.headers().firstValue("Link").flatMap(PackageVersions::next);
        }
        return found;
    }

    private static Optional<String> next(String link) {
        Matcher matcher = NEXT.matcher(link);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private HttpResponse<String> read(String url) throws IOException, InterruptedException {
        HttpResponse<String> response = send("GET", url);
        for (int attempt = 1; response.statusCode() >= 500 && attempt < ATTEMPTS; attempt++) {
            pause.last(Duration.ofSeconds(1));
            response = send("GET", url);
        }
        if (response.statusCode() != 200) {
            throw new IOException("GET %s: %d %s".formatted(url, response.statusCode(), response.body()));
        }
        return response;
    }

    /** Deletes a version. Looks before it tries again, if it does not know whether the version is deleted. */
    Deletion delete(long id) throws InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            switch (status("DELETE", id)) {
                case 204 -> {
                    return Deletion.DELETED;
                }
                case 404 -> {
                    return Deletion.ALREADY_GONE;
                }
                case 0, 500, 502, 503 -> {
                    if (status("GET", id) == 404) {
                        return Deletion.DELETED;
                    }
                }
                default -> {
                    return Deletion.REFUSED;
                }
            }
        }
        return Deletion.UNKNOWN;
    }

    /** Restores a version. */
    boolean restore(long id) throws IOException, InterruptedException {
        return send("POST", versions + "/" + id + "/restore").statusCode() == 204;
    }

    /** The status, or 0 if there is no response. */
    private int status(String method, long id) throws InterruptedException {
        try {
            return send(method, versions + "/" + id).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Sends a request, and waits as long as a rate limit asks for. */
    private HttpResponse<String> send(String method, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "cleanup-tool")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        for (int attempt = 1; retryAfter(response).isPresent() && attempt < ATTEMPTS; attempt++) {
            pause.last(Duration.ofSeconds(retryAfter(response).getAsLong()));
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        }
        return response;
    }

    private static OptionalLong retryAfter(HttpResponse<String> response) {
        return response.statusCode() == 403 || response.statusCode() == 429
                ? response.headers().firstValueAsLong("Retry-After")
                : OptionalLong.empty();
    }
}
