package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A dry run returns the same responses as a real server, with one more header, and changes nothing, with any backend.
 */
class DryRunTest {

    private static final String ORG = "/orgs/octo-org/packages/";
    private static final String APP = ORG + "container/app";

    @TempDir
    private static Path data;

    private static final AtomicInteger STARTED = new AtomicInteger();

    /** Started once for all tests, because a dry run changes nothing. */
    private static final Map<Behind, RunningServer> DRY = new EnumMap<>(Behind.class);

    /** Each server is replaced after its first change. */
    private static final Map<Behind, RunningServer> REAL = new EnumMap<>(Behind.class);

    @AfterAll
    static void stop() {
        Stream.of(DRY, REAL).forEach(servers -> {
            servers.values().forEach(RunningServer::close);
            servers.clear();
        });
    }

    /** The two backends of the product. */
    enum Behind {
        SQLITE {
            @Override
            Registry open(Path data, MutableClock clock) {
                Registry registry = Registry.of(LiveRegistry.sqlite(data, Rules.GITHUB, clock));
                registry.store().add(SampleState.state());
                return registry;
            }
        },
        GITHUB {
            @Override
            Registry open(Path data, MutableClock clock) {
                return LiveRegistry.open(
                        SampleState.state(), Rules.GITHUB, clock, data, UnaryOperator.identity(), () -> {});
            }
        };

        abstract Registry open(Path data, MutableClock clock);
    }

    /** A request for a change, and its token. */
    record Change(String method, String path, String token) {
        ClientResponse sendTo(RunningServer server) {
            return server.request(method, path).token(token).send();
        }
    }

    private static Stream<Change> checkedByTheServer() {
        return Stream.of(
                new Change("DELETE", APP, SampleState.ADMIN),
                new Change("DELETE", APP + "/versions/837", SampleState.ADMIN),
                new Change("DELETE", "/user/packages/container/mine", SampleState.ADMIN),
                new Change("POST", ORG + "container/gone/restore", SampleState.ADMIN),
                new Change("POST", APP + "/versions/838/restore", SampleState.ADMIN),
                new Change("DELETE", APP + "/versions/836", SampleState.ADMIN),
                new Change("DELETE", ORG + "npm/widget/versions/860", SampleState.ADMIN),
                new Change("DELETE", APP + "/versions/838", SampleState.ADMIN),
                new Change("DELETE", APP + "/versions/999999999", SampleState.ADMIN),
                new Change("DELETE", ORG + "container/nowhere", SampleState.ADMIN),
                new Change("DELETE", "/orgs/nobody/packages/container/app", SampleState.ADMIN),
                new Change("DELETE", APP, SampleState.OUTSIDER),
                new Change("DELETE", APP, SampleState.READ_ONLY),
                new Change("POST", APP + "/versions/838/restore", SampleState.READ_ONLY),
                new Change("DELETE", APP, SampleState.FINE_GRAINED),
                new Change("DELETE", APP, "ghp_unknown"),
                new Change("POST", APP + "/restore", SampleState.ADMIN),
                new Change("POST", APP + "/versions/836/restore", SampleState.ADMIN),
                new Change("DELETE", "/orgs/sso-org/packages/container/guarded", SampleState.ADMIN));
    }

    private static Stream<Arguments> changes() {
        return Stream.of(Behind.values())
                .flatMap(behind -> checkedByTheServer().map(change -> Arguments.of(behind, change)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aDryRunGetsTheResponseOfTheRealChange(Behind behind, Change change) {
        ClientResponse dry = dry(behind, change);
        ClientResponse real = real(behind, change);

        assertThat(dry).hasToString(real.toString());
        assertThat(dry.header("X-Packhouse-Decision")).isEqualTo(real.header("X-Packhouse-Decision"));
    }

    /** Changes that only the registry can refuse, by downloads, roles, and deleted packages. */
    private static Stream<Arguments> checkedByTheRegistry() {
        return Stream.of(
                Arguments.of(new Change("DELETE", ORG + "container/open", SampleState.ADMIN), 400),
                Arguments.of(new Change("DELETE", ORG + "container/open/versions/850", SampleState.ADMIN), 400),
                Arguments.of(new Change("DELETE", APP, SampleState.MEMBER), 404),
                Arguments.of(new Change("POST", ORG + "container/never/restore", SampleState.ADMIN), 404));
    }

    @ParameterizedTest
    @MethodSource("checkedByTheRegistry")
    void aDryRunRefusesWhatTheStoreRefuses(Change change, int status) {
        assertThat(dry(Behind.SQLITE, change))
                .hasToString(real(Behind.SQLITE, change).toString());
        assertThat(dry(Behind.SQLITE, change).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @MethodSource("checkedByTheRegistry")
    void aDryRunDoesNotRefuseWhatOnlyTheLiveRegistryRefuses(Change change, int status) {
        assertThat(dry(Behind.GITHUB, change)).hasToString("204 ");
        assertThat(real(Behind.GITHUB, change).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(Behind.class)
    void readsDoNotChange(Behind behind) {
        ClientResponse response =
                DRY.computeIfAbsent(behind, any -> start(behind, true)).get(APP, SampleState.ADMIN);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("X-Packhouse-Dry-Run")).isNull();
    }

    private static ClientResponse dry(Behind behind, Change change) {
        RunningServer server = DRY.computeIfAbsent(behind, any -> start(behind, true));
        RegistryState before = server.registry().store().export();

        ClientResponse response = change.sendTo(server);

        assertThat(response.header("X-Packhouse-Dry-Run")).isEqualTo("true");
        assertThat(server.registry().store().export()).isEqualTo(before);
        return response;
    }

    private static ClientResponse real(Behind behind, Change change) {
        RunningServer server = REAL.computeIfAbsent(behind, any -> start(behind, false));
        RegistryState before = server.registry().store().export();

        ClientResponse response = change.sendTo(server);

        assertThat(response.header("X-Packhouse-Dry-Run")).isNull();
        assertThat(server.registry().store().export().equals(before)).isEqualTo(response.status() != 204);
        if (response.status() == 204) {
            REAL.remove(behind).close();
        }
        return response;
    }

    private static RunningServer start(Behind behind, boolean dryRun) {
        MutableClock clock = new MutableClock(RunningServer.NOW);
        HttpSettings settings =
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB, dryRun);
        Path own = data.resolve(Integer.toString(STARTED.incrementAndGet()));
        return RunningServer.on(behind.open(own, clock), settings, clock, UnaryOperator.identity());
    }
}
