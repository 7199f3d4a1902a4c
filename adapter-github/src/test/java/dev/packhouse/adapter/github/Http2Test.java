package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.FakeGitHub.changes;
import static dev.packhouse.adapter.github.GitHubStates.APP;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ChangeResult;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.Precondition;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.application.testing.UseCases;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests over TLS: reads over HTTP/2, as GitHub supports it, and changes over HTTP/1.1. */
class Http2Test {

    private final MutableClock clock = new MutableClock(GitHubStates.NOW);
    private final FakeGitHub fake = new FakeGitHub(GitHubStates.app().state(), clock);
    private final Http2Proxy proxy = new Http2Proxy(fake);
    private final ClientOptions trusting = TestClientOptions.trusting(proxy.trust());
    private final GitHubClient client = client(trusting);
    private final GitHubBackend backend = TestBackends.open(proxy.url(), clock, trusting, TestBackends.sleeper(clock));
    private final UseCases useCases = new UseCases(backend, Rules.GITHUB, clock);

    private GitHubClient client(ClientOptions options) {
        return TestBackends.client(proxy.url(), clock, options);
    }

    @AfterEach
    void close() {
        client.close();
        backend.close();
        proxy.close();
        fake.close();
    }

    private ApiResponse get(Caller caller, String path) {
        return client.get(caller, path, Subject.PACKAGE, Freshness.BYPASS);
    }

    private Precondition precondition() {
        return new Precondition(clock, clock.instant(), Optional::empty);
    }

    @Test
    void manyConcurrentReadsShareOneConnection() throws Exception {
        fake.primaryLimit(Integer.MAX_VALUE);
        Caller caller = Caller.of(MONALISA, GitHubStates.NOW);
        get(caller, "/user");
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(100);
        fake.onArrival(arrived::countDown);
        fake.holdUntil(gate);
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            List<Future<ApiResponse>> responses = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                responses.add(callers.submit(() -> get(caller, "/orgs/octo-org/packages/container/app")));
            }
            arrived.await();
            gate.countDown();
            for (Future<ApiResponse> response : responses) {
                assertThat(response.get()).isInstanceOf(ApiResponse.Found.class);
            }
        } finally {
            gate.countDown();
            callers.shutdownNow();
        }

        assertThat(fake.maxInFlight()).isEqualTo(100);
        assertThat(proxy.requests())
                .hasSize(101)
                .allMatch(request -> request.getVersion().equals("HTTP/2"));
        assertThat(proxy.connections()).hasSize(1);
    }

    /** Over HTTP/2, newer JDKs repeat requests that the server reports as not processed. */
    @Test
    void changesUseHttp1() throws Exception {
        proxy.allowStreams(1);
        Caller caller = Caller.of(MONALISA, GitHubStates.NOW);
        get(caller, "/user");
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(20);
        fake.onArrival(arrived::countDown);
        fake.holdUntil(gate);
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            List<Future<ChangeResult>> attempts = new ArrayList<>();
            for (String method : List.of("DELETE", "POST")) {
                for (int i = 0; i < 10; i++) {
                    attempts.add(callers.submit(() -> client.change(
                            caller,
                            method,
                            "/orgs/octo-org/packages/container/none",
                            Subject.PACKAGE,
                            precondition())));
                }
            }
            arrived.await();
            gate.countDown();
            for (Future<ChangeResult> attempt : attempts) {
                assertThat(attempt.get()).isInstanceOf(ChangeResult.Refused.class);
            }
        } finally {
            gate.countDown();
            callers.shutdownNow();
        }
        assertThat(proxy.requests().stream().skip(1))
                .hasSize(20)
                .allMatch(request -> request.getVersion().equals("HTTP/1.1"));
    }

    static Stream<Named<SocketEffect>> losses() {
        return Stream.of(
                Named.of("the end of the connection", new SocketEffect.CloseSocket()),
                Named.of("the end of its output", SocketEffect.ShutdownConnection.INSTANCE));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aDeletionWhoseResponseIsLostIsVerified(SocketEffect effect) {
        proxy.planInstead(request -> request.getMethod().equals("DELETE"), effect);

        assertThat(useCases.deleteVersion(MONALISA, APP, new VersionId(3)).refusal())
                .isEmpty();

        assertThat(fake.count(changes())).isEqualTo(1);
        assertThat(fake.world.packages.get(0).active()).hasSize(3);
        List<RecordedRequest> requests = proxy.requests();
        int deletion = requests.indexOf(requests.stream()
                .filter(request -> request.getMethod().equals("DELETE"))
                .findFirst()
                .orElseThrow());
        assertThat(requests.get(deletion).getVersion()).isEqualTo("HTTP/1.1");
        assertThat(requests.subList(deletion + 1, requests.size())).isNotEmpty().allSatisfy(Http2Test::isVerification);

        assertThat(useCases.deleteVersion(MONALISA, APP, new VersionId(4)).refusal())
                .isEmpty();
        assertThat(fake.count(changes())).isEqualTo(2);
    }

    private static void isVerification(RecordedRequest request) {
        assertThat(request.getMethod()).isEqualTo("GET");
        assertThat(request.getVersion()).isEqualTo("HTTP/2");
        assertThat(request.getHeaders().get("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void aServerWithoutATrustedCertificateReceivesNothing() {
        try (GitHubClient distrusting = client(ClientOptions.DEFAULT)) {
            assertThatThrownBy(() -> distrusting.change(
                            Caller.of(MONALISA, GitHubStates.NOW),
                            "DELETE",
                            "/user/packages/container/app",
                            Subject.PACKAGE,
                            precondition()))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("no connection");
        }
        assertThat(proxy.requests()).isEmpty();
    }
}
