package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.connection.Connections;
import dev.packhouse.application.api.AccountDirectory;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.DirectoryService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.testing.ForwardingBackend;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each request calls the ports of the application at most three times. */
class CallsPerRequestTest {

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final MutableClock clock = new MutableClock(RunningServer.NOW);
    private InMemoryBackend backend;
    private HttpServer local;
    private HttpServer withoutDataVersion;

    @BeforeEach
    void start() {
        backend = InMemoryBackend.of(SampleState.state(), Rules.GITHUB, clock);
        local = start(RunningServer.settings(), new AuthenticationService(backend, clock));
        HttpSettings withoutLimits =
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, RateLimits.OFF, Rules.GITHUB, false);
        withoutDataVersion = start(
                withoutLimits,
                new AuthenticationService(
                        new ForwardingBackend(backend) {
                            @Override
                            public OptionalLong dataVersion() {
                                return OptionalLong.empty();
                            }
                        },
                        clock));
    }

    private HttpServer start(HttpSettings settings, Authenticator authenticator) {
        return HttpServer.start(
                Listener.open(settings),
                settings,
                recorded(Authenticator.class, authenticator),
                recorded(PackageCatalog.class, new CatalogService(backend, settings.rules(), clock)),
                recorded(
                        PackageLifecycle.class,
                        new LifecycleService(backend, settings.rules(), clock, LifecycleService.Mode.APPLY)),
                recorded(AccountDirectory.class, new DirectoryService(backend)),
                new OwnPaths(backend::health, Optional.empty(), Optional.empty(), Optional.empty()),
                clock,
                new Connections(settings.limits().connections()),
                true);
    }

    /** A port that records the name of each called method. */
    private <T> T recorded(Class<T> port, T implementation) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    try {
                        return method.invoke(implementation, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @AfterEach
    void stop() {
        local.close();
        withoutDataVersion.close();
        backend.close();
    }

    private List<String> callsOf(HttpServer server, int status, String method, String path) {
        calls.clear();
        assertThat(RawClient.request(server.port(), method, path)
                        .token(SampleState.ADMIN)
                        .send()
                        .status())
                .isEqualTo(status);
        return List.copyOf(calls);
    }

    @ParameterizedTest
    @CsvSource({
        "packages,        200, /orgs/octo-org/packages?package_type=npm",
        "packages,        200, /orgs/octo-org/packages?package_type=rubygems&page=2",
        "find,            200, /orgs/octo-org/packages/container/app",
        "find,            404, /orgs/octo-org/packages/container/absent",
        "versions,        200, /orgs/octo-org/packages/npm/widget/versions",
        "version,         200, /orgs/octo-org/packages/container/app/versions/836",
        "dockerConflicts, 200, /orgs/octo-org/docker/conflicts"
    })
    void aReadIsOneCallBetweenTheAuthenticationAndTheDataVersionOrTheRateLimit(
            String operation, int status, String path) {
        assertThat(callsOf(local, status, "GET", path)).containsExactly("authenticate", operation, "dataVersion");
        assertThat(callsOf(withoutDataVersion, status, "GET", path))
                .containsExactly("authenticate", operation, "rateLimit");
    }

    @Test
    void aCachedResponseIsOneCall() {
        String path = "/orgs/octo-org/packages/container/app";
        callsOf(local, 200, "GET", path);

        assertThat(callsOf(local, 200, "GET", path)).containsExactly("authenticate");
    }

    /** A remote registry answers the first call; then the second one is not made. */
    @ParameterizedTest
    @CsvSource({
        "members, /orgs/octo-org/members",
        "membership, /orgs/octo-org/members/hubot",
        "repositories, /orgs/octo-org/repos",
        "repository, /repos/octo-org/hello-world",
        "ownRepositories, /user/repos"
    })
    void aReadOfTheDirectoryIsTwoCalls(String operation, String path) {
        int status = operation.equals("membership") ? 302 : 200;

        assertThat(callsOf(local, status, "GET", path)).containsExactly("authenticate", "forward", operation);
    }

    @Test
    void anAccountIsNotCached() {
        assertThat(callsOf(local, 200, "GET", "/orgs/octo-org")).containsExactly("authenticate", "account");
        assertThat(callsOf(withoutDataVersion, 200, "GET", "/orgs/octo-org"))
                .containsExactly("authenticate", "account", "rateLimit");
    }

    @ParameterizedTest
    @CsvSource({
        "deleteVersion,  DELETE, /orgs/octo-org/packages/container/app/versions/837",
        "restoreVersion, POST,   /orgs/octo-org/packages/container/app/versions/838/restore",
        "deletePackage,  DELETE, /orgs/octo-org/packages/container/app",
        "restorePackage, POST,   /orgs/octo-org/packages/container/gone/restore"
    })
    void aChangeIsOneCallAfterTheAuthentication(String operation, String method, String path) {
        assertThat(callsOf(local, 204, method, path)).containsExactly("authenticate", operation);
    }

    @Test
    void aChangeOfARemoteRegistryIsFollowedByTheRateLimit() {
        assertThat(callsOf(withoutDataVersion, 204, "DELETE", "/orgs/octo-org/packages/container/app"))
                .containsExactly("authenticate", "deletePackage", "rateLimit");
    }

    @Test
    void theRateLimitIsReadWithoutAUseCase() {
        assertThat(callsOf(local, 200, "GET", "/rate_limit")).containsExactly("authenticate");
        assertThat(callsOf(withoutDataVersion, 404, "GET", "/rate_limit"))
                .containsExactly("authenticate", "rateLimit", "rateLimit");
    }
}
