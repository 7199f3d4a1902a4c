package dev.packhouse.adapter.github.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.connection.ConnectionSettings;
import dev.packhouse.adapter.github.client.connection.HttpProxy;
import dev.packhouse.adapter.github.registry.RegistryOptions.Mode;
import dev.packhouse.application.testing.ConnectProxy;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry with TLS, whose name only a proxy can resolve. */
class RegistryConnectionTest {

    private static final String BODY = RegistryFixture.image(1);
    private static final Digest DIGEST = FakeRegistry.digestOf(BODY.getBytes(UTF_8));

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .addSubjectAlternativeName("registry.test")
            .build();
    private final MockWebServer server = new MockWebServer();
    private final ConnectProxy proxy = new ConnectProxy();

    @BeforeEach
    void start() throws IOException {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.setDispatcher(new Registry());
        server.start(InetAddress.getByName("localhost"), 0);
    }

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    private String url() {
        return "https://registry.test:" + server.getPort();
    }

    private final class Registry extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            MockResponse.Builder response = new MockResponse.Builder();
            if (request.getTarget().startsWith("/token")) {
                return response.body("{\"token\":\"given\"}").build();
            }
            if (!"Bearer given".equals(request.getHeaders().get("Authorization"))) {
                return response.code(401)
                        .addHeader("WWW-Authenticate", "Bearer realm=\"%s/token\"".formatted(url()))
                        .build();
            }
            return response.addHeader("Content-Type", RegistryFixture.IMAGE)
                    .body(BODY)
                    .build();
        }
    }

    private ManifestFacts read(Optional<SSLContext> trusted) {
        ConnectionSettings connection = new ConnectionSettings(
                Optional.of(HttpProxy.parse(proxy.address(), Optional.of("mona:s3cret"))), trusted);
        try (ContainerRegistry registry = new ContainerRegistry(
                new RegistryOptions(Optional.of(ApiEndpoint.parse(url())), Mode.READ),
                ClientOptions.DEFAULT.with(connection),
                InstantSource.system(),
                duration -> {},
                new Random(7),
                Optional.empty())) {
            Map<VersionId, ManifestFacts> facts = registry.manifests(
                    Caller.of(
                            new Credential.Token("ghp_monalisa"),
                            InstantSource.system().instant()),
                    RegistryFixture.APP,
                    List.of(RegistryFixture.version(1, PackageType.CONTAINER, DIGEST.value())));
            return facts.get(new VersionId(1));
        }
    }

    @Test
    void theRegistryIsReachedThroughTheProxyWithTheTrustedCertificates() {
        proxy.demand("mona:s3cret");
        SSLContext trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build()
                .sslContext();

        assertThat(read(Optional.of(trusted))).isInstanceOf(ManifestFacts.Known.class);

        assertThat(proxy.requests())
                .extracting(ConnectProxy.Request::target)
                .containsOnly("registry.test:" + server.getPort());
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void aRegistryWhoseCertificateIsNotTrustedReceivesNothing() {
        assertThat(read(Optional.empty()))
                .isInstanceOfSatisfying(
                        ManifestFacts.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .startsWith("the registry does not answer: no connection through the proxy ")
                                .doesNotContain("s3cret"));
        assertThat(server.getRequestCount()).isZero();
    }
}
