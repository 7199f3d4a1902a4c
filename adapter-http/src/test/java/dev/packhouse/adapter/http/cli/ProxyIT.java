package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.testing.ConnectProxy;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar in front of a live registry that it reaches by a proxy and TLS only. The registry is a Packhouse with
 * the demo; the proxy demands a user and a password.
 */
@Timeout(300)
class ProxyIT {

    private static final String VERSION = "/orgs/octo-org/packages/npm/octo-utils/versions/3002";

    @TempDir
    private static Path shared;

    private static ServerProcess registry;
    private static URI registryUrl;
    private static TlsFront front;

    @TempDir
    private Path directory;

    private final ConnectProxy proxy = new ConnectProxy();

    @BeforeAll
    static void startTheRegistry() {
        registry = ServerProcess.start(shared, Map.of(), "serve", "--demo", "--port", "0", "--trust-proxy");
        registryUrl = registry.address();
        front = new TlsFront(registryUrl, shared);
    }

    @AfterAll
    static void stopTheRegistry() {
        front.close();
        registry.close();
    }

    @BeforeEach
    void demandCredentials() {
        proxy.demand("mona:s3cr@t");
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    /** The environment with the proxy, and with more variables. */
    private Map<String, String> environment(String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HTTPS_PROXY",
                "http://mona:s3cr%40t@" + proxy.address(),
                "https_proxy",
                "",
                "NO_PROXY",
                "internal.example",
                "no_proxy",
                "",
                "PACKHOUSE_CA_FILE",
                front.certificate().toString(),
                "GH_TOKEN",
                "ghp_demoMonalisa"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    private ServerProcess serve(Map<String, String> environment) {
        return ServerProcess.start(
                directory, environment, "serve", "--backend", "github", "--github-url", front.url(), "--port", "0");
    }

    private ServerProcess mirror(Map<String, String> environment) {
        return ServerProcess.start(
                directory,
                environment,
                "mirror",
                "--github-url",
                front.url(),
                "--owner",
                "octo-org",
                "--data",
                directory.resolve("copy").toString());
    }

    private static void assertNoSecret(String log) {
        assertThat(log).doesNotContain("s3cr", "bW9uYTpzM2NyQHQ=", "ghp_");
    }

    @Test
    void readsAndChangesGoThroughTheProxy() {
        try (ServerProcess server = serve(environment())) {
            URI address = server.address();

            assertThat(ServerProcess.send(address, "GET", VERSION).statusCode()).isEqualTo(200);
            assertThat(ServerProcess.send(address, "DELETE", VERSION).statusCode())
                    .isEqualTo(204);
            assertThat(ServerProcess.send(registryUrl, "GET", VERSION).statusCode())
                    .isEqualTo(404);

            assertThat(ServerProcess.send(address, "POST", VERSION + "/restore").statusCode())
                    .isEqualTo(204);
            assertNoSecret(server.err());
        }
        assertThat(proxy.requests())
                .isNotEmpty()
                .containsOnly(new ConnectProxy.Request(front.authority(), Optional.of("Basic bW9uYTpzM2NyQHQ=")));
        assertThat(front.requests()).isNotEmpty().noneMatch(request -> request.contains("Proxy-"));
    }

    @Test
    void aChangeThatTheProxyRefusesWasNotMade() {
        try (ServerProcess server = serve(environment())) {
            URI address = server.address();
            assertThat(ServerProcess.send(address, "GET", VERSION).statusCode()).isEqualTo(200);
            List<String> before = front.requests();
            proxy.refuse(502);

            HttpResponse<String> response = ServerProcess.send(address, "DELETE", VERSION);

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(front.requests()).isEqualTo(before);
            assertThat(server.err())
                    .contains(
                            "no connection through the proxy %s (Tunnel failed, got: 502)".formatted(proxy.address()));
            assertNoSecret(server.err());
        }
    }

    @Test
    void aProxyThatRefusesTheCredentialsIsNamedWithoutThem() {
        List<String> before = front.requests();
        proxy.demand("mona:other");
        try (ServerProcess mirror = mirror(environment())) {
            assertThat(mirror.exitCode()).isEqualTo(1);
            assertThat(mirror.err())
                    .contains("no connection through the proxy %s (the proxy answers 407: it demands valid credentials)"
                            .formatted(proxy.address()));
            assertNoSecret(mirror.err());
        }
        assertThat(front.requests()).isEqualTo(before);
        assertThat(directory.resolve("copy")).doesNotExist();
    }

    @Test
    void aMirrorGoesThroughTheProxy() {
        try (ServerProcess mirror = mirror(environment())) {
            assertThat(mirror.remainingOut()).contains("Copied 6 packages");
            assertThat(mirror.exitCode()).isZero();
            assertNoSecret(mirror.err());
        }
    }

    @Test
    void aServerWithoutATrustedCertificateIsRefused() {
        List<String> before = front.requests();
        try (ServerProcess mirror = mirror(environment("PACKHOUSE_CA_FILE", ""))) {
            assertThat(mirror.exitCode()).isEqualTo(1);
            assertThat(mirror.err())
                    .contains("no connection through the proxy " + proxy.address())
                    .contains("unable to find valid certification path");
        }
        assertThat(front.requests()).isEqualTo(before);
    }

    @Test
    void aHostInNoProxyIsReachedDirectly() {
        try (ServerProcess mirror = mirror(environment("NO_PROXY", "internal.example,.test"))) {
            assertThat(mirror.exitCode()).isEqualTo(1);
            assertThat(mirror.err()).contains("no connection (").doesNotContain("proxy");
        }
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void aLoopbackAddressIsReachedDirectly() {
        try (ServerProcess server = ServerProcess.start(
                directory,
                environment(),
                "serve",
                "--backend",
                "github",
                "--github-url",
                registryUrl.toString(),
                "--port",
                "0")) {
            assertThat(ServerProcess.send(server.address(), "GET", VERSION).statusCode())
                    .isEqualTo(200);
        }
        assertThat(proxy.requests()).isEmpty();
    }
}
