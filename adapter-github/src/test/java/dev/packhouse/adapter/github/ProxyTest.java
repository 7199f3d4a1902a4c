package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.FakeGitHub.changes;
import static dev.packhouse.adapter.github.GitHubStates.APP;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.connection.ConnectionSettings;
import dev.packhouse.adapter.github.client.connection.HttpProxy;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.testing.ConnectProxy;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.application.testing.UseCases;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through an HTTP proxy, to a server whose name only the proxy can resolve. */
class ProxyTest {

    private static final String CREDENTIALS = "mona:s3cr\u00e9t";

    private final MutableClock clock = new MutableClock(GitHubStates.NOW);
    private final FakeGitHub fake = new FakeGitHub(GitHubStates.app().state(), clock);
    private final Http2Proxy server = new Http2Proxy(fake);
    private final ConnectProxy proxy = new ConnectProxy();
    private GitHubBackend backend = open(proxy.address(), Optional.of(CREDENTIALS), ClientOptions.DEFAULT);
    private UseCases useCases = new UseCases(backend, Rules.GITHUB, clock);

    private GitHubBackend open(String address, Optional<String> credentials, ClientOptions options) {
        ConnectionSettings connection =
                new ConnectionSettings(Optional.of(HttpProxy.parse(address, credentials)), Optional.of(server.trust()));
        return TestBackends.open(server.urlBehindProxy(), clock, options.with(connection), TestBackends.sleeper(clock));
    }

    private void reopen(String address, Optional<String> credentials, ClientOptions options) {
        backend.close();
        backend = open(address, credentials, options);
        useCases = new UseCases(backend, Rules.GITHUB, clock);
    }

    @AfterEach
    void close() {
        backend.close();
        proxy.close();
        server.close();
        fake.close();
    }

    private Optional<?> delete(long version) {
        return useCases.deleteVersion(MONALISA, APP, new VersionId(version)).refusal();
    }

    @Test
    void readsAndChangesGoThroughTheProxy() {
        proxy.demand(CREDENTIALS);

        assertThat(useCases.find(MONALISA, APP).refusal()).isEmpty();
        assertThat(delete(3)).isEmpty();

        assertThat(fake.count(changes())).isEqualTo(1);
        String target = server.urlBehindProxy().replace("https://", "");
        assertThat(proxy.requests())
                .containsExactly(
                        new ConnectProxy.Request(target, Optional.of("Basic bW9uYTpzM2Nyw6l0")),
                        new ConnectProxy.Request(target, Optional.of("Basic bW9uYTpzM2Nyw6l0")));
        assertThat(server.requests())
                .extracting(request -> request.getVersion())
                .contains("HTTP/2", "HTTP/1.1");
        assertThat(server.requests())
                .noneMatch(request -> request.getHeaders().toString().contains("Proxy-"))
                .noneMatch(request -> request.getHeaders().toString().contains("bW9uYTpzM2Nyw6l0"));
    }

    @Test
    void aProxyWithoutCredentialsReceivesNone() {
        reopen(proxy.address(), Optional.empty(), ClientOptions.DEFAULT);

        assertThat(useCases.find(MONALISA, APP).refusal()).isEmpty();

        assertThat(proxy.requests())
                .isNotEmpty()
                .allMatch(request -> request.authorization().isEmpty());
    }

    private void assertUnreachable(String why) {
        String expected = "no connection through the proxy %s (%s)".formatted(proxy.address(), why);
        assertThatThrownBy(() -> useCases.find(MONALISA, APP))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(expected);
        assertThat(backend.health().ready()).isFalse();
        assertThat(backend.health().detail()).isEqualTo("The last request to GitHub failed: " + expected);
        assertThat(RecordingLogs.LINES).noneMatch(line -> line.contains("s3cr") || line.contains("bW9uYTpzM2Nyw6l0"));
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 502, 503})
    void theRefusalOfAProxyIsNotTakenForTheResponseOfGitHub(int status) {
        proxy.refuse(status);

        assertUnreachable("Tunnel failed, got: " + status);
    }

    @Test
    void aProxyThatDemandsOtherCredentialsIsNamedWithoutThem() {
        proxy.demand("mona:other");

        assertUnreachable("the proxy answers 407: it demands valid credentials");
    }

    @Test
    void aProxyThatClosesTheConnectionIsNamed() {
        proxy.closeWithoutAnswer();

        assertUnreachable("HTTP/1.1 header parser received no bytes");
    }

    @Test
    void aProxyThatIsNotThereIsNamed() {
        proxy.close();

        assertThatThrownBy(() -> useCases.find(MONALISA, APP))
                .hasMessageContaining("no connection through the proxy " + proxy.address());
    }

    private enum Refusal {
        BAD_GATEWAY,
        OTHER_CREDENTIALS,
        CLOSED_CONNECTION,
        NO_ANSWER;

        void apply(ConnectProxy proxy) {
            switch (this) {
                case BAD_GATEWAY -> proxy.refuse(502);
                case OTHER_CREDENTIALS -> proxy.demand("mona:other");
                case CLOSED_CONNECTION -> proxy.closeWithoutAnswer();
                case NO_ANSWER -> proxy.stall();
            }
        }
    }

    /** The reads before a change have a connection already, so that the proxy refuses the change only. */
    @ParameterizedTest
    @ValueSource(strings = {"BAD_GATEWAY", "OTHER_CREDENTIALS", "CLOSED_CONNECTION", "NO_ANSWER"})
    void aChangeThatTheProxyRefusesIsNotSent(String refusal) {
        reopen(proxy.address(), Optional.of(CREDENTIALS), TestClientOptions.requestTimeout(Duration.ofSeconds(1)));
        assertThat(useCases.find(MONALISA, APP).refusal()).isEmpty();
        Refusal.valueOf(refusal).apply(proxy);

        assertThatThrownBy(() -> delete(3))
                .isExactlyInstanceOf(UnavailableException.class)
                .hasMessageContaining("DELETE " + server.urlBehindProxy())
                .hasMessageContaining("no connection through the proxy " + proxy.address());

        assertThat(fake.count(changes())).isZero();
        assertThat(proxy.requests()).hasSize(1 + ClientOptions.DEFAULT.attempts());
        proxy.connect();
        proxy.demand(CREDENTIALS);
        assertThat(delete(3)).isEmpty();
    }

    @Test
    void aChangeWhoseResponseIsLostInTheTunnelIsVerified() {
        server.planInstead(request -> request.getMethod().equals("DELETE"), new SocketEffect.CloseSocket());

        assertThat(delete(3)).isEmpty();

        assertThat(fake.count(changes())).isEqualTo(1);
    }

    @Test
    void aProxyIsNotUsedForTheLoopbackAddressWithoutTls() {
        backend.close();
        ConnectionSettings connection = new ConnectionSettings(
                Optional.of(HttpProxy.parse(proxy.address(), Optional.empty())), Optional.empty());
        backend = TestBackends.open(
                fake.url(), clock, ClientOptions.DEFAULT.with(connection), TestBackends.sleeper(clock));

        assertThat(backend.authenticate(MONALISA)).isPresent();
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void theTextOfAProxyHasNoCredentials() {
        assertThat(List.of(
                        HttpProxy.parse("proxy.example:3128", Optional.of(CREDENTIALS)),
                        HttpProxy.parse("[2001:db8::1]:3128", Optional.of(CREDENTIALS))))
                .hasToString("[proxy.example:3128, [2001:db8::1]:3128]");
    }
}
