package dev.packhouse.adapter.github.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.registry.RegistryOptions.Mode;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.domain.policy.Rules;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of the registry, and the mode. */
class RegistryOptionsTest {

    private static RegistryOptions options(String api, Map<String, String> options) {
        return RegistryOptions.of(
                new BackendSettings(Rules.GITHUB, InstantSource.system(), options), ApiEndpoint.parse(api));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com,         https://ghcr.io",
        "https://API.GitHub.com,         https://ghcr.io",
        "https://git.example.com/api/v3, https://containers.git.example.com",
        "https://api.octo.ghe.com,       https://containers.octo.ghe.com",
        "https://api.example.com,        https://containers.api.example.com"
    })
    void theRegistryIsBesideTheApi(String api, String registry) {
        assertThat(options(api, Map.of()).address()).contains(ApiEndpoint.parse(registry));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080", "http://localhost:8080", "https://192.0.2.1/api/v3", "http://[::1]:1"})
    void anIpAddressHasNoRegistryBesideIt(String api) {
        assertThat(options(api, Map.of()).address()).isEmpty();
    }

    @Test
    void theAddressIsAnOption() {
        assertThat(options(ApiEndpoint.GITHUB, Map.of("registry-url", "https://registry.example.com:5000/"))
                        .address())
                .contains(ApiEndpoint.parse("https://registry.example.com:5000"));
        assertThat(options("http://127.0.0.1:1", Map.of("registry-url", "http://127.0.0.1:2"))
                        .address())
                .contains(ApiEndpoint.parse("http://127.0.0.1:2"));
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io,                  it must begin with https:// and a host",
        "http://ghcr.io,           http:// would show tokens to the network; use https://",
        "https://user@ghcr.io,     'it must have no user, query or fragment'",
        "https://host/registry,    it must have no path"
    })
    void anAddressThatATokenMustNotBeSentToIsRefused(String address, String reason) {
        assertThatThrownBy(() -> options(ApiEndpoint.GITHUB, Map.of("registry-url", address)))
                .isInstanceOf(BackendOpenException.class)
                .hasMessage("'%s' is not the address of a container registry: %s".formatted(address, reason));
    }

    @ParameterizedTest
    @CsvSource({"read, READ", "cached, CACHED", "never, NEVER"})
    void theModeIsAnOption(String label, Mode mode) {
        assertThat(options(ApiEndpoint.GITHUB, Map.of("manifests", label)).mode())
                .isEqualTo(mode);
    }

    @Test
    void manifestsAreReadUnlessTheModeIsAnother() {
        assertThat(options(ApiEndpoint.GITHUB, Map.of()).mode()).isEqualTo(Mode.READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "READ", "off"})
    void anotherModeIsRefused(String label) {
        assertThatThrownBy(() -> options(ApiEndpoint.GITHUB, Map.of("manifests", label)))
                .isInstanceOf(BackendOpenException.class)
                .hasMessage("'%s' is not 'read', 'cached' or 'never', which say whether manifests are read"
                        .formatted(label));
    }
}
