package dev.packhouse.adapter.github;

import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.testing.UseCases;
import dev.packhouse.domain.policy.Rules;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {

    private static BackendSettings settings(Map<String, String> options) {
        return new BackendSettings(Rules.GITHUB, InstantSource.system(), options);
    }

    private static BackendProvider provider() {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals("github"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theBackendIsFoundByItsName() {
        try (Backend backend = provider().open(settings(Map.of()))) {
            assertThat(backend.health()).isEqualTo(new Health(true, "github", "Speaks to https://api.github.com"));
        }
    }

    @Test
    void theProviderOpensABackendThatWorks() {
        try (FakeGitHub fake = new FakeGitHub(GitHubStates.people().state(), InstantSource.system());
                Backend backend = provider().open(settings(Map.of(BackendSettings.GITHUB_URL, fake.url() + "/")))) {
            assertThat(backend.authenticate(GitHubStates.MONALISA)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.github.com",
                "ftp://api.github.com",
                "https://",
                "https:///api/v3",
                "https://user:secret@host",
                "https://host/api?x=1",
                "https://host/#x",
                "http://192.0.2.1/api/v3",
                "http://localhost.example/api/v3",
                "http://127.0.0.1.example",
                "https://a b"
            })
    void anAddressThatATokenMustNotBeSentToIsRefused(String address) {
        assertThatThrownBy(() -> provider().open(settings(Map.of(BackendSettings.GITHUB_URL, address))))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageStartingWith("'" + address + "' is not the address of a GitHub API: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://LOCALHOST", "http://127.0.0.1:1/api/v3", "http://[::1]:1"})
    void theLoopbackAddressIsAllowedWithoutTls(String address) {
        assertThat(ApiEndpoint.parse(address)).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/api/v3, https://host/api/v3/../../login,   false",
        "https://host/api/v3, https://HOST/api/v3/user,          true",
        "https://host/api/v3, https://host:443/api/v3/user,      true",
        "https://host/api/v3, https://host:444/api/v3/user,      false",
        "https://host/api/v3, http://host/api/v3/user,           false",
        "https://host/api/v3, https://host.evil/api/v3/user,     false",
        "https://host/api/v3, https://host/login,                false",
        "https://host/api/v3, https://host/api/v33/user,         false",
        "https://host/api/v3, https://u@host/api/v3/user,        false",
        "https://host,        https://host/user,                 true",
        "https://host,        https://host@evil/user,            false"
    })
    void onlyAddressesBelowTheApiBelongToIt(String base, URI other, boolean held) {
        assertThat(ApiEndpoint.parse(base).holds(other)).isEqualTo(held);
    }

    @Test
    void aSessionEndsWithItsUnitOfWork() {
        try (LiveFixture live = LiveFixture.app()) {
            AtomicReference<ReadSession> kept = new AtomicReference<>();
            live.backend.read(caller(live.backend, GitHubStates.MONALISA), session -> {
                kept.set(session);
                return session.accounts();
            });

            assertThatThrownBy(() -> kept.get().accounts()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> kept.get().packages()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theLimitWaitIsAnOption() {
        try (FakeGitHub fake = new FakeGitHub(GitHubStates.app().state(), InstantSource.system());
                Backend backend = provider()
                        .open(settings(
                                Map.of(BackendSettings.GITHUB_URL, fake.url(), BackendSettings.LIMIT_WAIT, "PT0S")))) {
            fake.plan(request -> true, Fault.before(Fault.Kind.SECONDARY_LIMIT, "1"));

            assertThatThrownBy(() -> backend.authenticate(GitHubStates.MONALISA))
                    .isInstanceOf(LimitedException.class);
        }
    }

    @Test
    void theRateLimitsCanBeSwitchedOff() {
        InstantSource stopped = InstantSource.fixed(GitHubStates.NOW);
        try (FakeGitHub fake = new FakeGitHub(GitHubStates.app().state(), stopped);
                Backend backend = provider()
                        .open(new BackendSettings(
                                Rules.GITHUB,
                                stopped,
                                Map.of(
                                        BackendSettings.GITHUB_URL,
                                        fake.url(),
                                        BackendSettings.GITHUB_LIMITS,
                                        "off")))) {
            UseCases useCases = new UseCases(backend, Rules.GITHUB, stopped);

            for (int i = 0; i < 1000; i++) {
                assertThat(useCases.find(GitHubStates.MONALISA, GitHubStates.APP)
                                .refusal())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit-wait,    5,     is not the duration of a wait for rate limits",
        "limit-wait,    PT-1S, is not the duration of a wait for rate limits",
        "github-limits, none,  is not 'on' or 'off'"
    })
    void anInvalidOptionIsRefused(String option, String value, String message) {
        assertThatThrownBy(() -> provider().open(settings(Map.of(option, value))))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageStartingWith("'%s' ".formatted(value))
                .hasMessageContaining(message);
    }
}
