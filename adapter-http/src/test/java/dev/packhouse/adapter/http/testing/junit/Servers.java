package dev.packhouse.adapter.http.testing.junit;

import dev.packhouse.adapter.http.fault.FaultRule;
import dev.packhouse.adapter.http.testing.Packhouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What tests do with servers. */
final class Servers {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Servers() {}

    static int delete(Packhouse server, int version) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.baseUrl() + "/orgs/octo-org/packages/npm/app/versions/" + version))
                .header("Authorization", "Bearer ghp_monalisa")
                .header("User-Agent", "test")
                .DELETE()
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Changes everything that a reset puts back. */
    static void change(Packhouse server) {
        delete(server, 1);
        server.faults().add(FaultRule.onAll().fail(503));
        server.clock().advance(Duration.ofDays(400));
        server.clock().freeze();
    }

    /** State, clock, faults and requests in a line. */
    static String contents(Packhouse server) {
        return "%d versions, %s%s, %d faults, %d requests"
                .formatted(
                        server.state().packages().stream()
                                .flatMap(each -> each.versions().stream())
                                .filter(version -> version.deletedAt().isEmpty())
                                .count(),
                        server.clock().instant().toString().substring(0, 10),
                        server.clock().isFrozen() ? " frozen" : "",
                        server.faults().rules().size(),
                        server.requests().size());
    }

    static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
